import { afterEach, describe, expect, test, vi } from "vitest";
import { EvaluatedFlag } from "@/lib/contract/ofrep";
import { programForce } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { flagSnapshot, startExampleFlags } from "@/lib/plane/example-flags";
import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const started = async (...snapshots: Snapshot[]) => {
  const running = await startExampleFlags(...snapshots);
  closing.push(running.close);
  return running;
};

describe("one flag", () => {
  test.each([
    ["route.R1", { org: "acme" }, "go", "TARGETING_MATCH", "capability"],
    ["route.R1", { org: "bank", user: "ann" }, "python", "TARGETING_MATCH", "capability"],
    ["route.R1", { user: "ann" }, null, "SPLIT", "capability"],
    ["route.R1", {}, "python", "DEFAULT", "capability"],
    ["route.R1", { user: 7 }, "python", "UNKNOWN", "fallback"],
    ["route.R2", { org: "acme" }, "python", "STATIC", "route"],
    ["route.R3", {}, "go", "STATIC", "family"],
    ["route.GET /v2/a b", {}, "go", "STATIC", "family"],
    ["capability.v2-pull", { org: "acme" }, "go", "TARGETING_MATCH", "capability"],
    ["capability.v2-push", {}, "go", "STATIC", "family"],
    ["capability.mixed", {}, "python", "UNKNOWN", "fallback"],
    ["worker.notificationworker", {}, "python", "STATIC", "worker"],
    ["worker.gc", {}, "off", "STATIC", "worker"],
  ])("%s for %j is %s, %s", async (key, context, value, reason, decidedBy) => {
    const { ask } = await started();
    const response = await ask(key, { context: { targetingKey: "t", ...context } });
    expect(response.status).toBe(200);
    const flag = EvaluatedFlag.parse(await response.json());
    expect(flag).toEqual({
      key,
      value: value ?? expect.stringMatching(/^(go|python)$/),
      reason,
      variant: flag.value,
      metadata: {
        program: "quay",
        environment: "staging",
        snapshotEpoch: 1,
        snapshotVersion: 42,
        decidedBy,
      },
    });
  });

  test("under force is legacy, and says that the rules are disabled", async () => {
    const { ask } = await started(flagSnapshot({ force: [programForce] }));
    const flags = await Promise.all(
      ["route.R3", "capability.v2-pull", "worker.gc"].map(async (key) =>
        EvaluatedFlag.parse(await (await ask(key, { context: { org: "acme" } })).json()),
      ),
    );
    expect(flags.map(({ value, reason }) => [value, reason])).toEqual([
      ["python", "DISABLED"],
      ["python", "DISABLED"],
      ["off", "STATIC"],
    ]);
  });

  test.each([
    "route.R9",
    "route.",
    "capability.nothing",
    "capability.constructor",
    "worker.__proto__",
    "R1",
    "family.registry-v2",
    'route.\u0000["v2-pull","registry-v2"]',
    "",
  ])("%j is not found", async (key) => {
    const { ask } = await started();
    const response = await ask(key);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ key, errorCode: "FLAG_NOT_FOUND" });
  });

  test.each([
    ["{", "PARSE_ERROR"],
    ["", "PARSE_ERROR"],
    ["[]", "PARSE_ERROR"],
    ['{"context":[]}', "INVALID_CONTEXT"],
    ['{"context":null}', "INVALID_CONTEXT"],
    ['{"context":{"targetingKey":7}}', "INVALID_CONTEXT"],
  ])("asked with %s is refused as %s, alone and in bulk", async (body, errorCode) => {
    const { ask } = await started();
    const one = await ask("route.R1", body);
    expect([one.status, await one.json()]).toMatchObject([400, { key: "route.R1", errorCode }]);
    const bulk = await ask(null, body);
    expect([bulk.status, await bulk.json()]).toMatchObject([400, { errorCode }]);
  });

  test("may be asked without a context", async () => {
    const { ask } = await started();
    expect((await ask("route.R1", {})).status).toBe(200);
  });

  test("whose key is no address is a parse error; a context too long is refused", async () => {
    const { origin, ask } = await started();
    const response = await fetch(`${origin}/ofrep/v1/evaluate/flags/route.%E0%A4%A`, {
      method: "POST",
      headers: { authorization: "Bearer secret" },
      body: "{}",
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errorCode: "PARSE_ERROR" },
    ]);
    expect((await ask("route.R1", { context: { a: "x".repeat(300_000) } })).status).toBe(413);
  });
});

describe("who may ask", () => {
  test.each([
    ["secret", "", 200],
    ["elsewhere", "", 403],
    ["revoked", "", 401],
    ["expired", "", 401],
    ["guessed", "", 401],
    ["everywhere", "", 403],
    ["everywhere", "?program=quay&environment=staging", 200],
    ["everywhere", "?program=nothing", 403],
    ["secret", "?environment=production", 403],
  ])("%s%s: %i", async (secret, query, status) => {
    const { ask } = await started(flagSnapshot(), flagSnapshot({ environment: "production" }));
    for (const key of ["route.R1", null]) {
      expect((await ask(key, {}, { secret, query })).status).toBe(status);
    }
  });
});

describe("all flags at once", () => {
  const list = async (response: Response) =>
    ((await response.json()) as { flags: { key: string; value: string }[] }).flags;

  test("are the same answers as one by one", async () => {
    const { ask } = await started();
    const body = { context: { org: "acme", user: "ann" } };
    for (const context of [{}, body.context, {}]) {
      const flags = await list(await ask(null, { context }));
      expect(flags.map(({ key }) => key)).toEqual([
        "capability.mixed",
        "capability.v2-pull",
        "capability.v2-push",
        ...["R1", "R2", "R3", "R4", "R5", "GET /v2/a b"].map((id) => `route.${id}`),
        "worker.gc",
        "worker.notificationworker",
      ]);
      for (const flag of flags) {
        expect(await (await ask(flag.key, { context })).json()).toEqual(flag);
      }
    }
  });

  test("are not sent again to whoever holds these answers, and to nobody else", async () => {
    const { ask, publish } = await started();
    const acme = { context: { org: "acme" } };
    const first = await ask(null, acme);
    const etag = first.headers.get("etag") ?? "";
    const held = { headers: { "if-none-match": etag } };
    const again = await ask(null, acme, held);
    expect([again.status, again.headers.get("etag")]).toEqual([304, etag]);
    const other = await ask(null, { context: { org: "other" } }, held);
    expect([other.status, other.headers.get("etag")]).not.toContain(etag);
    publish(flagSnapshot({ version: 43, force: [programForce] }));
    await vi.waitFor(async () => {
      const changed = await ask(null, acme, held);
      expect(changed.status).toBe(200);
      expect((await list(changed))[1]?.value).toBe("python");
    });
  });

  test("may be asked for by a page of another origin", async () => {
    const { ask } = await started();
    const before = await ask(null, {}, { method: "OPTIONS" });
    expect(before.status).toBe(204);
    expect(before.headers.get("access-control-allow-headers")).toMatch(/If-None-Match/);
    expect(before.headers.get("access-control-allow-headers")).toMatch(/Authorization/);
    const answer = await ask(null, {}, { headers: { origin: "https://quay.example" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")).toMatch(/ETag/);
    const refused = await ask(null, {}, { secret: "guessed" });
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  });
});

test("other addresses and methods are told what to do; decisions are counted", async () => {
  const { ask, get, origin } = await started();
  const read = await ask("route.R1", {}, { method: "GET" });
  expect([read.status, read.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  expect((await fetch(`${origin}/ofrep/v1/configuration`)).status).toBe(404);
  expect((await fetch(`${origin}/ofreps`)).status).toBe(418);
  await ask("route.R3");
  expect(await (await get("/plane/metrics")).text()).toContain(
    'decisions_total{program="quay",environment="staging",capability="v2-push",owner="go"} 1\n',
  );
});

test("before the switches are read nobody is told that a token is unknown", async () => {
  const { source, state } = exampleSource(flagSnapshot());
  state.isDown = true;
  const { origin, close } = await startExamplePlane(source);
  closing.push(close);
  const response = await fetch(`${origin}/ofrep/v1/evaluate/flags`, {
    method: "POST",
    headers: { authorization: "Bearer secret" },
    body: "{}",
  });
  expect([response.status, await response.json()]).toMatchObject([503, { errorCode: "GENERAL" }]);
});
