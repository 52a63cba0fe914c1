import type { KeyObject } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { planeMetrics } from "@/lib/plane/plane-metrics";
import { answerProblem } from "@/lib/plane/plane-problem";
import type { PlaneEvent, PlaneLog, PlaneSource, SignBytes } from "@/lib/plane/plane-source";
import { isHeldAlready, serveSnapshot, waitOf } from "@/lib/plane/serve-snapshot";
import { createSnapshotStore, environmentKey } from "@/lib/plane/snapshot-store";
import { createStreamHub, type Delivery } from "@/lib/plane/stream-hub";
import { createTokenBook } from "@/lib/plane/token-book";
import { createVersionWaits } from "@/lib/plane/version-waits";
import { within } from "@/lib/plane/within";

export type PlaneOptions = {
  readonly source: PlaneSource;
  /** Ed25519 over the canonical bytes of a snapshot. */
  readonly sign: SignBytes;
  /** The public key that belongs to `sign`, published at `/plane/v1/keys`. */
  readonly publicKey: KeyObject;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: PlaneLog;
  /** How often everything is compared with the source, whatever events said. 5 s unless told. */
  readonly pollMilliseconds?: number;
  readonly heartbeatMilliseconds?: number;
};

export type Plane = {
  /** Answers a request under `/plane`; `false` when it is somebody else's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Reads everything once and follows the source from then on; does not fail when the source does. */
  start(): Promise<void>;
  /** Stops following and ends every stream. What is held is still served. */
  stop(): void;
  clients(program: string, environment: string): number;
  delivery(program: string, environment: string): Delivery;
  ready(): boolean;
};

const tokenReadTimeout = 20_000;

/**
 * The data plane: answers `/plane/**` from memory, follows a source, needs nothing else. While the
 * source fails it serves what it holds and says how old that is. switches.md, "Plane endpoints".
 */
export const createPlane = (options: PlaneOptions): Plane => {
  const { source, sign, now, log } = options;
  const tokens = createTokenBook(now);
  const hub = createStreamHub(now);
  const waits = createVersionWaits();
  const store = createSnapshotStore({
    source,
    sign,
    log,
    now,
    onVersion: (key, held) => {
      hub.broadcast(key, held);
      waits.wake(key);
    },
  });
  const requests = new Map<string, number>();
  const keys = Buffer.from(
    JSON.stringify({
      keys: [{ ...options.publicKey.export({ format: "jwk" }), alg: "EdDSA", use: "sig" }],
    }),
  );
  let hasTokens = false;
  let isPolling = false;
  let failures = 0;
  let stopFollowing: (() => void) | undefined;

  const count = (endpoint: string, status: number): void => {
    const key = `${endpoint} ${status}`;
    requests.set(key, (requests.get(key) ?? 0) + 1);
  };

  const readTokens = async (): Promise<void> => {
    tokens.replace(await within(source.tokens(), tokenReadTimeout));
    hasTokens = true;
    hub.review(tokens.isStillGood);
  };

  const attempt = async (what: string, read: () => Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      failures++;
      const because = error instanceof Error ? error.message : String(error);
      log.warn({ because }, `${what} could not be read; what is held is served`);
    }
  };

  const poll = async (): Promise<void> => {
    if (isPolling) return;
    isPolling = true;
    await attempt("tokens", readTokens);
    await attempt("snapshots", store.poll);
    hub.settle(store.confirmedAt() ?? 0, store.byKey);
    isPolling = false;
  };

  const onEvent = (event: PlaneEvent): void => {
    if (event.kind === "tokens") void attempt("tokens", readTokens);
    else {
      const { program, environment, version } = event;
      if (store.get(program, environment)?.current.snapshot.version === version) return;
      void attempt("a snapshot", () => store.refresh(program, environment));
    }
  };

  const isReady = (): boolean => hasTokens && store.confirmedAt() !== null;
  const ageSeconds = (): number | null => {
    const confirmedAt = store.confirmedAt();
    return confirmedAt === null ? null : Math.max(0, (now() - confirmedAt) / 1000);
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

  const answerOwn = (response: ServerResponse, path: string): number => {
    if (path === "/plane/healthz") return answerText(response, 200, "text/plain", "ok\n");
    if (path === "/plane/v1/keys") return answerText(response, 200, "application/json", keys);
    if (path === "/plane/readyz") {
      const body = JSON.stringify({ ready: isReady(), sourceAgeSeconds: ageSeconds() });
      return answerText(response, isReady() ? 200 : 503, "application/json", body);
    }
    if (path !== "/plane/metrics") return answerProblem(response, "not-found");
    const body = planeMetrics({
      environments: store.list().map((held) => ({
        held,
        clients: hub.clients(held.program, held.environment),
      })),
      requests,
      droppedClients: hub.dropped(),
      sourceAgeSeconds: ageSeconds(),
      sourceFailures: failures,
      isReady: isReady(),
    });
    return answerText(response, 200, "text/plain; version=0.0.4; charset=utf-8", body);
  };

  const answerSnapshot = async (
    request: IncomingMessage,
    response: ServerResponse,
    program: string,
    environment: string,
    query: string,
  ): Promise<number> => {
    const wait = waitOf(query);
    if (wait === null) return answerProblem(response, "malformed");
    const held = store.get(program, environment);
    if (held === undefined) return answerProblem(response, "not-found");
    if (wait > 0 && isHeldAlready(request, held.current.etag)) {
      await waits.wait(environmentKey(program, environment), wait, response);
      // While it waited its token may have been revoked, or the environment taken away.
      const admission = tokens.admit(request.headers.authorization, program, environment);
      if (admission.is !== "admitted") return answerProblem(response, "unauthenticated");
      const newest = store.get(program, environment);
      if (newest === undefined) return answerProblem(response, "not-found");
      return serveSnapshot(request, response, newest.current);
    }
    return serveSnapshot(request, response, held.current);
  };

  const answerEnvironment = (
    request: IncomingMessage,
    response: ServerResponse,
    [program, environment, endpoint]: readonly [string, string, string],
    query: string,
  ): number | Promise<number> => {
    if (!hasTokens) return answerProblem(response, "unavailable");
    const admission = tokens.admit(request.headers.authorization, program, environment);
    if (admission.is === "unauthenticated") return answerProblem(response, "unauthenticated");
    if (admission.is === "elsewhere") return answerProblem(response, "forbidden");
    if (!isReady() && store.get(program, environment) === undefined) {
      return answerProblem(response, "unavailable");
    }
    if (endpoint === "snapshot") {
      return answerSnapshot(request, response, program, environment, query);
    }
    const held = store.get(program, environment);
    if (endpoint !== "stream" || held === undefined) return answerProblem(response, "not-found");
    if (request.method === "HEAD") return answerProblem(response, "method");
    const lastId = request.headers["last-event-id"];
    hub.open(response, held, admission.token, typeof lastId === "string" ? lastId : null);
    return 200;
  };

  const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = request.url ?? "";
    if (!url.startsWith("/plane")) return false;
    const end = url.indexOf("?");
    const path = end < 0 ? url : url.slice(0, end);
    if (path !== "/plane" && !path.startsWith("/plane/")) return false;
    if (request.method !== "GET" && request.method !== "HEAD") {
      count("other", answerProblem(response, "method"));
      return true;
    }
    const [, , v1, program, environment, endpoint, more] = path.split("/");
    if (v1 !== "v1" || !program || !environment || !endpoint || more !== undefined) {
      count("own", answerOwn(response, path));
      return true;
    }
    const query = end < 0 ? "" : url.slice(end + 1);
    const status = answerEnvironment(request, response, [program, environment, endpoint], query);
    const name = endpoint === "snapshot" || endpoint === "stream" ? endpoint : "other";
    if (typeof status === "number") count(name, status);
    else {
      status.then(
        (code) => count(name, code),
        (error: unknown) => {
          log.warn({ because: String(error) }, "a snapshot could not be answered");
          response.destroy();
        },
      );
    }
    return true;
  };

  return {
    handle,
    start: async () => {
      const unsubscribe = source.subscribe(onEvent);
      const polling = setInterval(() => void poll(), options.pollMilliseconds ?? 5000);
      const heart = setInterval(() => {
        hub.review(tokens.isStillGood);
        hub.beat();
      }, options.heartbeatMilliseconds ?? 15_000);
      stopFollowing = () => {
        unsubscribe();
        clearInterval(polling);
        clearInterval(heart);
      };
      await poll();
    },
    stop: () => {
      stopFollowing?.();
      hub.close();
      waits.wakeAll();
    },
    clients: (program, environment) => hub.clients(program, environment),
    delivery: (program, environment) => {
      const held = store.get(program, environment);
      return held === undefined ? { version: 0, sentTo: 0, of: 0, at: null } : hub.delivery(held);
    },
    ready: isReady,
  };
};
