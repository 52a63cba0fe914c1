import { createHash, verify } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { SignedSnapshotSchema } from "@/lib/contract/snapshot";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { planChange } from "@/lib/domain/plan-change";
import type { SignedSnapshot, Snapshot } from "@/lib/domain/snapshot";
import { exampleSource, exampleToken, startExamplePlane } from "@/lib/plane/example-plane";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const started = async (...[source, more]: Parameters<typeof startExamplePlane>) => {
  const running = await startExamplePlane(source, more);
  closing.push(running.close);
  return running;
};

const address = "/plane/v1/quay/staging/snapshot";
const next = (snapshot: Snapshot, more: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshot,
  version: snapshot.version + 1,
  ...more,
});

describe("a snapshot", () => {
  test("is whole, and its digest and signature hold over its canonical JSON", async () => {
    const { get, publicKey } = await started(exampleSource(exampleSnapshot()).source);
    const response = await get(address);
    const signed: SignedSnapshot = SignedSnapshotSchema.parse(await response.json());
    const { digest, signature, ...snapshot } = signed;
    expect(snapshot).toEqual(exampleSnapshot());
    // Canonical JSON of this snapshot written a second way: sort every object, then stringify.
    const sorted = JSON.stringify(snapshot, (_, value) =>
      value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    );
    expect(digest).toBe(`sha256:${createHash("sha256").update(sorted).digest("hex")}`);
    const raw = Buffer.from(signature.replace("ed25519:", ""), "base64");
    expect(verify(null, Buffer.from(sorted), publicKey, raw)).toBe(true);
    const keys = (await (await get("/plane/v1/keys")).json()) as { keys: { x: string }[] };
    expect(keys.keys[0]?.x).toBe(publicKey.export({ format: "jwk" }).x);
  });

  test("is not sent again to whoever holds it, also through a proxy that weakened the ETag", async () => {
    const { get } = await started(exampleSource(exampleSnapshot()).source);
    const etag = (await get(address)).headers.get("etag") ?? "";
    expect((await get(address, { "if-none-match": etag })).status).toBe(304);
    expect((await get(address, { "if-none-match": `"x", W/${etag}` })).status).toBe(304);
    expect((await get(address, { "if-none-match": '"x"' })).status).toBe(200);
  });

  const routes = Array.from({ length: 50 }, (_, at) => exampleRoute(`R${at}`));

  test.each(["gzip", "br", "identity", "br;q=0, gzip"])(
    "reads the same as %s",
    async (encoding) => {
      const { get } = await started(exampleSource(exampleSnapshot({ routes })).source);
      const response = await get(address, { "accept-encoding": encoding });
      const expected = encoding === "identity" ? null : encoding === "br" ? "br" : "gzip";
      expect(response.headers.get("content-encoding")).toBe(expected);
      expect(SignedSnapshotSchema.parse(await response.json()).version).toBe(42);
    },
  );

  test("is waited for: at the next version, or with 304 when the time is over", async () => {
    const { source, publish } = exampleSource(exampleSnapshot());
    const { get } = await started(source);
    const etag = (await get(address)).headers.get("etag") ?? "";
    const held = { "if-none-match": etag };
    const waiting = get(`${address}?wait=20`, held);
    await new Promise((resolve) => setTimeout(resolve, 50));
    publish(next(exampleSnapshot()));
    expect(((await (await waiting).json()) as Snapshot).version).toBe(43);
    expect((await get(`${address}?wait=20`, held)).status).toBe(200);
    const newer = (await get(address)).headers.get("etag") ?? "";
    expect((await get(`${address}?wait=1`, { "if-none-match": newer })).status).toBe(304);
    expect((await get(`${address}?wait=soon`, held)).status).toBe(400);
  });
});

describe("who may read", () => {
  const tokens = [
    exampleToken("staging", { program: "quay", environment: "staging" }),
    exampleToken("router", { program: "router" }),
    exampleToken("revoked", { revokedAt: "2026-01-01T00:00:00Z" }),
    exampleToken("expired", { expiresAt: "2026-01-01T00:00:00Z" }),
    exampleToken("any"),
  ];
  test.each([
    ["staging", "quay/staging", 200],
    ["staging", "quay/production", 403],
    ["router", "quay/staging", 403],
    ["router", "nothing/staging", 403],
    ["router", "router/staging", 404],
    ["any", "nothing/staging", 404],
    ["any", "quay/staging", 200],
    ["revoked", "quay/staging", 401],
    ["expired", "quay/staging", 401],
    ["guessed", "quay/staging", 401],
    ["", "quay/staging", 401],
  ])("%j asks for %s: %i", async (secret, place, status) => {
    const { source, state } = exampleSource(exampleSnapshot());
    state.tokens = tokens;
    const { get } = await started(source);
    const authorization = secret === "" ? "" : `Bearer ${secret}`;
    const response = await get(`/plane/v1/${place}/snapshot`, { authorization });
    expect(response.status).toBe(status);
    if (status === 200) return;
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status, detail: expect.stringMatching(/\w+\./) });
  });

  test("each use of a good token is heard of, by its hash, and no use of another", async () => {
    const { source, state } = exampleSource(exampleSnapshot());
    state.tokens = tokens;
    const heard: string[] = [];
    const { get } = await started({ ...source, noteUse: (hash) => heard.push(hash) });
    for (const secret of ["any", "revoked", "guessed"]) {
      await get("/plane/v1/quay/staging/snapshot", { authorization: `Bearer ${secret}` });
    }
    expect(heard).toEqual([exampleToken("any").hash]);
  });

  test("a token that is revoked reads no more from the event on", async () => {
    const { source, state, tell } = exampleSource(exampleSnapshot());
    const { get } = await started(source);
    expect((await get(address)).status).toBe(200);
    state.tokens = [];
    tell({ kind: "tokens" });
    await vi.waitFor(async () => expect((await get(address)).status).toBe(401));
  });

  test("writing is refused, other addresses are not there, other paths are left to others", async () => {
    const { get } = await started(exampleSource(exampleSnapshot()).source);
    const post = await get(address, {}, "POST");
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect((await get("/plane/v1/quay/staging/other")).status).toBe(404);
    expect((await get("/plane/nothing")).status).toBe(404);
    expect((await get("/planet")).status).toBe(418);
  });
});

describe("the source", () => {
  test("may be down: what is held is served, and its age is told", async () => {
    const { source, state } = exampleSource(exampleSnapshot());
    let time = Date.now();
    const { get } = await started(source, { now: () => time, pollMilliseconds: 20 });
    state.isDown = true;
    time += 60_000;
    await vi.waitFor(async () => {
      expect(await (await get("/plane/metrics")).text()).toMatch(/source_failures_total [1-9]/);
    });
    expect((await get(address)).status).toBe(200);
    const ready = (await (await get("/plane/readyz")).json()) as { sourceAgeSeconds: number };
    expect(ready).toEqual({ ready: true, sourceAgeSeconds: 60 });
  });

  test("may be down from the start: 503 until it has been read", async () => {
    const { source, state } = exampleSource(exampleSnapshot());
    state.isDown = true;
    const { get, plane } = await started(source, { pollMilliseconds: 20 });
    expect(plane.ready()).toBe(false);
    expect((await get(address)).status).toBe(503);
    expect((await get("/plane/readyz")).status).toBe(503);
    expect((await get("/plane/healthz")).status).toBe(200);
    state.isDown = false;
    await vi.waitFor(async () => expect((await get(address)).status).toBe(200));
  });

  test("never makes a version go back; a higher epoch wins", async () => {
    const { source, publish } = exampleSource(exampleSnapshot());
    const { get, logged } = await started(source);
    const version = async () => ((await (await get(address)).json()) as Snapshot).version;
    publish(exampleSnapshot({ version: 41, force: [programForce] }));
    await vi.waitFor(() => expect(logged.join()).toMatch(/went back/));
    expect(await version()).toBe(42);
    publish(exampleSnapshot({ version: 7, epoch: 2 }));
    await vi.waitFor(async () => expect(await version()).toBe(7));
  });

  test("is compared from time to time: a lost event is not a lost change", async () => {
    const { source, put } = exampleSource(exampleSnapshot());
    const { get } = await started(source, { pollMilliseconds: 20 });
    put(next(exampleSnapshot()));
    put(exampleSnapshot({ program: "router" }));
    await vi.waitFor(async () => {
      expect(((await (await get(address)).json()) as Snapshot).version).toBe(43);
      expect((await get("/plane/v1/router/staging/snapshot")).status).toBe(200);
    });
  });
});

test("metrics name version and clients of every environment", async () => {
  const { get } = await started(exampleSource(exampleSnapshot()).source);
  await get(address);
  const text = await (await get("/plane/metrics")).text();
  expect(text).toContain('signalbox_plane_version{program="quay",environment="staging"} 42');
  expect(text).toContain('signalbox_plane_clients{program="quay",environment="staging"} 0');
  expect(text).toContain('signalbox_plane_requests_total{endpoint="snapshot",status="200"} 1');
});

test("a rule change at 50,000 routes is built from the rows' kept texts", async () => {
  const { buildVersion } = await import("@/lib/plane/build-version");
  const rows = Array.from({ length: 50_000 }, (_, at) => ({
    ...exampleSnapshot().routes[0],
    id: `R${at}`,
  })) as Snapshot["routes"];
  const before = exampleSnapshot({ routes: rows });
  const { after } = planChange(before, [{ level: "route", key: "R7", owner: "go" }], "s");
  const cache = new WeakMap();
  const sign = () => new Uint8Array(64);
  await buildVersion(before, null, cache, sign);
  const built = await buildVersion(next(after), before, cache, sign);
  expect(built.change?.event.length).toBeLessThan(1000);
  const plain = canonicalJson(next(after));
  expect(built.digest).toBe(`sha256:${createHash("sha256").update(plain).digest("hex")}`);
});
