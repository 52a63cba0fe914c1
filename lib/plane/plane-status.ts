import type { KeyObject } from "node:crypto";
import type { ServerResponse } from "node:http";
import { type PlaneReading, planeMetrics } from "@/lib/plane/plane-metrics";
import { answerProblem } from "@/lib/plane/plane-problem";

type Options = {
  readonly publicKey: KeyObject;
  readonly isReady: () => boolean;
  /** Seconds since everything was last known to be current; `null` before the first time. */
  readonly sourceAgeSeconds: () => number | null;
  readonly now: () => number;
  readonly reading: () => Omit<PlaneReading, "isReady" | "sourceAgeSeconds" | "now">;
};

const answerText = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
): number => {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
  return status;
};

/** Answers what the plane says of itself, which needs no token; gives the status. */
export const createPlaneStatus = ({
  publicKey,
  isReady,
  sourceAgeSeconds,
  now,
  reading,
}: Options) => {
  const keys = Buffer.from(
    JSON.stringify({
      keys: [{ ...publicKey.export({ format: "jwk" }), alg: "EdDSA", use: "sig" }],
    }),
  );
  return (response: ServerResponse, path: string): number => {
    if (path === "/plane/healthz") return answerText(response, 200, "text/plain", "ok\n");
    if (path === "/plane/v1/keys") return answerText(response, 200, "application/json", keys);
    if (path === "/plane/readyz") {
      const body = JSON.stringify({ ready: isReady(), sourceAgeSeconds: sourceAgeSeconds() });
      return answerText(response, isReady() ? 200 : 503, "application/json", body);
    }
    if (path !== "/plane/metrics") return answerProblem(response, "not-found");
    const body = planeMetrics({
      ...reading(),
      isReady: isReady(),
      sourceAgeSeconds: sourceAgeSeconds(),
      now: now(),
    });
    return answerText(response, 200, "text/plain; version=0.0.4; charset=utf-8", body);
  };
};
