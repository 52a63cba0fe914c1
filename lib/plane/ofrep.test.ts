import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature as OpenFeatureServer } from "@openfeature/server-sdk";
import { OpenFeature as OpenFeatureWeb, ProviderEvents } from "@openfeature/web-sdk";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { EvaluatedFlag } from "@/lib/contract/ofrep";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { createAllowance } from "@/lib/plane/allowance";
import { buildVersion } from "@/lib/plane/build-version";
import { exampleSource, exampleToken, startExamplePlane } from "@/lib/plane/example-plane";
import { createBodyReader } from "@/lib/plane/read-body";
import { createOfrep } from "@/lib/plane/serve-ofrep";
import { createTokenBook } from "@/lib/plane/token-book";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(async () => {
  await OpenFeatureServer.close();
  await OpenFeatureWeb.close();
});

const canary = { orgs: ["acme"], percent: 5000, key: "user", salt: "s" } as const;

/** Of every kind of answer one: a canary, a rule, a pin, a worker that is off, a capability of two families. */
const snapshot = (more: Partial<Snapshot> = {}): Snapshot =>
  exampleSnapshot({
    capabilities: {
      "v2-pull": { owner: "go", canary: { ...canary, except: { orgs: ["bank"] } } },
    },
    families: { "registry-v2": { owner: "go" } },
    routes: [
      exampleRoute("R1"),
      exampleRoute("R2", { owner: "python" }),
      exampleRoute("R3", { capability: "v2-push" }),
      exampleRoute("R4", { capability: "mixed" }),
      exampleRoute("R5", { capability: "mixed", family: "web" }),
      exampleRoute("GET /v2/a b", { capability: null }),
    ],
    workers: {
      notificationworker: { owner: "python", fence: 7 },
      gc: { owner: "off", fence: 1 },
    },
    ...more,
  });

const asHeaders = (secret: string): [string, string][] => [["Authorization", `Bearer ${secret}`]];

const served = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const heldExample = async (held: Snapshot) => {
  const current = await buildVersion(held, null, new WeakMap(), () => new Uint8Array(64));
  return { program: held.program, environment: held.environment, current, changes: [] };
};

const started = async (...snapshots: Snapshot[]) => {
  const source = exampleSource(...(snapshots.length === 0 ? [snapshot()] : snapshots));
  source.state.tokens = [
    exampleToken("secret", { program: "quay", environment: "staging" }),
    exampleToken("everywhere"),
    exampleToken("elsewhere", { program: "router" }),
    exampleToken("revoked", { revokedAt: "2026-01-01T00:00:00Z" }),
    exampleToken("expired", { expiresAt: "2026-01-01T00:00:00Z" }),
  ];
  const running = await startExamplePlane(source.source);
  closing.push(running.close);
  const ask = (
    key: string | null,
    body: unknown = { context: {} },
    { secret = "secret", headers = {}, method = "POST", query = "" } = {},
  ) =>
    fetch(
      `${running.origin}/ofrep/v1/evaluate/flags${key === null ? "" : `/${encodeURIComponent(key)}`}${query}`,
      {
        method,
        headers: { authorization: `Bearer ${secret}`, ...headers },
        ...(method === "POST"
          ? { body: typeof body === "string" ? body : JSON.stringify(body) }
          : {}),
      },
    );
  return { ...source, ...running, ask };
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
    const { ask } = await started(snapshot({ force: [programForce] }));
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
    const { ask } = await started(snapshot(), snapshot({ environment: "production" }));
    for (const key of ["route.R1", null]) {
      expect((await ask(key, {}, { secret, query })).status).toBe(status);
    }
  });

  test("who asks too much at once is told how long to wait, and the published provider waits", async () => {
    const tokens = createTokenBook(Date.now);
    tokens.replace([exampleToken("secret")]);
    const store = await heldExample(snapshot());
    const allowance = createAllowance({ perSecond: 0.1, burst: 2 }, Date.now);
    const answer = createOfrep({
      tokens,
      environments: () => [store],
      hasTokens: () => true,
      isReady: () => true,
      readBody: createBodyReader(1_000_000),
      allowance,
      isForced: () => false,
      onDecision: () => undefined,
      log: { info: () => undefined, warn: () => undefined },
    });
    let asked = 0;
    const origin = await served((request, response) => {
      asked++;
      void answer(request, response, request.url ?? "", "");
    });
    const provider = new OFREPProvider({ baseUrl: origin, headers: asHeaders("secret") });
    await OpenFeatureServer.setProviderAndWait("limited", provider);
    const flags = OpenFeatureServer.getClient("limited");
    const ask = () => flags.getStringDetails("route.R3", "python");
    expect([(await ask()).value, (await ask()).value]).toEqual(["go", "go"]);
    expect(await ask()).toMatchObject({ value: "python", errorCode: "GENERAL" });
    expect(asked).toBe(3);
    expect((await ask()).errorMessage).toMatch(/TooManyRequests/);
    expect(asked).toBe(3);
    const response = await fetch(`${origin}/ofrep/v1/evaluate/flags`, {
      method: "POST",
      headers: { authorization: "Bearer secret" },
      body: "{}",
    });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(1);
    expect(await response.json()).toMatchObject({ errorCode: "GENERAL" });
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
    publish(snapshot({ version: 43, force: [programForce] }));
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
  const { source, state } = exampleSource(snapshot());
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

describe("the published server provider", () => {
  const client = async (baseUrl: string, secret = "secret") => {
    const provider = new OFREPProvider({ baseUrl, headers: asHeaders(secret) });
    const domain = `server-${Math.random()}`;
    await OpenFeatureServer.setProviderAndWait(domain, provider);
    return OpenFeatureServer.getClient(domain);
  };

  test("reads owners with reason, variant and metadata", async () => {
    const { origin } = await started();
    const flags = await client(origin);
    const context = { targetingKey: "t", org: "acme" };
    expect(await flags.getStringDetails("route.R1", "python", context)).toMatchObject({
      value: "go",
      reason: "TARGETING_MATCH",
      variant: "go",
      flagMetadata: { snapshotVersion: 42, decidedBy: "capability" },
    });
    expect(await flags.getStringValue("worker.gc", "python", context)).toBe("off");
  });

  test("answers the default with a code for what is missing, of another type or not allowed", async () => {
    const { origin } = await started();
    const flags = await client(origin);
    expect(await flags.getStringDetails("route.R9", "python")).toMatchObject({
      value: "python",
      errorCode: "FLAG_NOT_FOUND",
    });
    expect(await flags.getBooleanDetails("route.R1", false)).toMatchObject({
      value: false,
      errorCode: "TYPE_MISMATCH",
    });
    const stranger = await client(origin, "guessed");
    expect(await stranger.getStringValue("route.R1", "python")).toBe("python");
  });
});

describe("the published web provider", () => {
  test("reads all at once, follows its context, and hears of a change by asking again", async () => {
    const { origin, publish } = await started();
    const statuses: number[] = [];
    const provider = new OFREPWebProvider({
      baseUrl: origin,
      headers: asHeaders("secret"),
      pollInterval: 50,
      cacheMode: "disabled",
      fetchImplementation: async (...given) => {
        const response = await fetch(...given);
        statuses.push(response.status);
        return response;
      },
    });
    const domain = "web";
    await OpenFeatureWeb.setContext(domain, { targetingKey: "t", org: "acme" });
    await OpenFeatureWeb.setProviderAndWait(domain, provider);
    const flags = OpenFeatureWeb.getClient(domain);
    expect(statuses).toEqual([200]);
    expect(flags.getStringDetails("route.R1", "python")).toMatchObject({
      value: "go",
      reason: "TARGETING_MATCH",
      flagMetadata: { snapshotVersion: 42 },
    });
    await vi.waitFor(() => expect(statuses).toContain(304));
    const changed = new Promise((resolve) =>
      flags.addHandler(ProviderEvents.ConfigurationChanged, resolve),
    );
    publish(snapshot({ version: 43, force: [programForce] }));
    await changed;
    expect(flags.getStringValue("route.R1", "go")).toBe("python");
    await OpenFeatureWeb.setContext(domain, { targetingKey: "t", org: "bank" });
    expect(flags.getStringDetails("route.R3", "go")).toMatchObject({ value: "python" });
    expect(flags.getStringDetails("route.R9", "python")).toMatchObject({
      errorCode: "FLAG_NOT_FOUND",
    });
    await provider.onClose?.();
  });
});
