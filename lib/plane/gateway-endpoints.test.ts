import { afterEach, describe, expect, test } from "vitest";
import { EdgeEnvironments, EdgeTokens } from "@/lib/contract/edges";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import { exampleSource, exampleToken, startExamplePlane } from "@/lib/plane/example-plane";
import type { PlaneSource } from "@/lib/plane/plane-source";
import { quay } from "@/prisma/examples/quay";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const canary = { percent: 1000, key: "org", salt: "s" } as const;
const started = async () => {
  const snapshot = exampleSnapshot({ routes: [exampleRoute("R1", { owner: "go", canary })] });
  const memory = exampleSource(snapshot, { ...snapshot, environment: "production" });
  memory.state.tokens = [
    exampleToken("secret"),
    exampleToken("edge", { program: "quay", environment: "staging" }),
    exampleToken("reader", { program: "quay", mayReport: false }),
    exampleToken("old", { program: "quay", revokedAt: "2026-11-20T00:00:00Z" }),
    exampleToken("prod", { program: "quay", environment: "production" }),
    exampleToken("other", { program: "router" }),
  ];
  const source: PlaneSource = {
    ...memory.source,
    heads: async () =>
      (await memory.source.heads()).map((head) => ({
        ...head,
        naming: quay.naming,
        refusesOtherHashing: head.environment === "production",
      })),
  };
  const plane = await startExamplePlane(source);
  closing.push(plane.close);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  return { ...memory, get: plane.get, as };
};
const place = "/plane/v1/quay/staging";

describe("an export", () => {
  test.each([
    ["env", "text/plain; charset=utf-8", "ROUTE_CANARY_PERCENT=10"],
    ["nginx", "text/plain; charset=utf-8", "split_clients"],
    ["envoy", "application/json; charset=utf-8", '"weight": 1000'],
  ])("as %s is of the version that is held, and not sent twice", async (format, type, text) => {
    const { get } = await started();
    const first = await get(`${place}/export/${format}`);
    expect(first.headers.get("content-type")).toBe(type);
    expect(await first.text()).toContain(text);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"1-42-[0-9a-f]{16}"$/);
    const again = await get(`${place}/export/${format}`, { "if-none-match": etag });
    expect(again.status).toBe(304);
  });

  test("with the very members of a percentage is refused in words", async () => {
    const { get } = await started();
    const response = await get(`${place}/export/nginx?hashing=same`);
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      code: "conflict",
      reasons: [{ says: "R1 is decided by a percentage." }],
    });
    const elsewhere = await get("/plane/v1/quay/production/export/nginx");
    expect(elsewhere.status, "where the environment's policy says so").toBe(409);
    expect((await get(`${place}/export/nginx?hash=same`)).status).toBe(400);
    expect((await get(`${place}/export/yaml`)).status).toBe(404);
  });
});

describe("what an edge reads", () => {
  test("is what its token reaches, with the program's naming", async () => {
    const { get, as } = await started();
    const response = await get("/plane/v1/environments", as("edge"));
    const { environments } = EdgeEnvironments.parse(await response.json());
    const { naming } = quay;
    const version = { epoch: 1, version: 42 };
    expect(environments).toEqual([
      { program: "quay", environment: "staging", ...version, naming, refusesOtherHashing: false },
    ]);
    expect((await get("/plane/v1/environments", as("nobody"))).status).toBe(401);
  });

  test("are hashes of the tokens of that environment, revoked ones too, and none that opens every program", async () => {
    const { get, as } = await started();
    const response = await get(`${place}/tokens`, as("edge"));
    expect(response.headers.get("cache-control")).toContain("no");
    const { tokens } = EdgeTokens.parse(await response.json());
    const hashes = ["edge", "reader", "old"].map((secret) => exampleToken(secret).hash);
    expect(tokens.map(({ hash }) => hash)).toEqual(hashes);
    expect(tokens[2]?.revokedAt).toBe("2026-11-20T00:00:00Z");
  });

  test("is not read by a token that only reads, nor by one of another environment", async () => {
    const { get, as } = await started();
    expect((await get(`${place}/tokens`, as("reader"))).status).toBe(403);
    expect((await get(`${place}/tokens`, as("prod"))).status).toBe(403);
    expect((await get(`${place}/tokens`, as("old"))).status).toBe(401);
  });
});
