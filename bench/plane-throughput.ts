import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";
import { benchSnapshot, listen } from "./bench-plane";
import { rawRequest, startLoad } from "./load";
import type { Suite } from "./suite";

const milliseconds = 2500;
const rounds = 3;
const address = "/plane/v1/quay/staging/snapshot";
const authorization = "Bearer secret";

/** Snapshots per second, full and not modified, against a bare server that sends the same bytes. */
export const suite: Suite = {
  name: "plane-throughput",
  run: async () => {
    const { plane, get, close } = await startExamplePlane(exampleSource(benchSnapshot(1)).source);
    const ours = await listen((request, response) => void plane.handle(request, response));
    const whole = await get(address, { "accept-encoding": "identity" });
    const etag = whole.headers.get("etag") ?? "";
    const identity = Buffer.from(await whole.arrayBuffer());
    const zipped = await rawBody(ours.port, "gzip");

    const kinds = [
      { name: "full", headers: {}, body: identity, encoding: null, status: 200 },
      {
        name: "full, gzip",
        headers: { "accept-encoding": "gzip" },
        body: zipped,
        encoding: "gzip",
        status: 200,
      },
      {
        name: "not modified",
        headers: { "if-none-match": etag },
        body: null,
        encoding: null,
        status: 304,
      },
    ] as const;
    const load = startLoad();
    const rows = [];
    const goals = [];
    for (const kind of kinds) {
      const bare = await listen((_, response) => {
        if (kind.body === null) {
          response.writeHead(304, { etag });
          response.end();
          return;
        }
        response.writeHead(200, {
          "content-type": "application/json; charset=utf-8",
          "content-length": kind.body.length,
          etag,
          ...(kind.encoding === null ? {} : { "content-encoding": kind.encoding }),
        });
        response.end(kind.body);
      });
      const request = rawRequest(address, { authorization, ...kind.headers });
      const best = { ours: 0, bare: 0 };
      for (let round = 0; round < rounds; round++) {
        for (const [who, port] of [
          ["ours", ours.port],
          ["bare", bare.port],
        ] as const) {
          const { perSecond, statusLine } = await load.hammer(port, request, milliseconds);
          if (!statusLine.includes(` ${kind.status} `)) throw new Error(`${who}: ${statusLine}`);
          best[who] = Math.max(best[who], perSecond);
        }
      }
      bare.close();
      const share = best.ours / best.bare;
      rows.push({
        snapshot: kind.name,
        bytes: kind.body?.length ?? 0,
        "signalbox per second": Math.round(best.ours),
        "bare node:http per second": Math.round(best.bare),
        share: share.toFixed(2),
      });
      goals.push({
        says: `${kind.name}: at least half of a bare server: ${share.toFixed(2)}`,
        holds: share >= 0.5,
      });
    }
    load.stop();
    ours.close();
    await close();
    return { name: "plane-throughput", rows, goals };
  },
};

/** The bytes of an encoded body, which `fetch` would decode. */
const rawBody = async (port: number, encoding: string): Promise<Buffer> => {
  const { get } = await import("node:http");
  return new Promise((resolve, reject) => {
    const headers = { authorization, "accept-encoding": encoding };
    get({ port, host: "127.0.0.1", path: address, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    }).on("error", reject);
  });
};
