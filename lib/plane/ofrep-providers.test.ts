import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature as OpenFeatureServer } from "@openfeature/server-sdk";
import { OpenFeature as OpenFeatureWeb, ProviderEvents } from "@openfeature/web-sdk";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { programForce } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { createAllowance } from "@/lib/plane/allowance";
import { buildVersion } from "@/lib/plane/build-version";
import { flagSnapshot, startExampleFlags } from "@/lib/plane/example-flags";
import { exampleToken } from "@/lib/plane/example-plane";
import { createBodyReader } from "@/lib/plane/read-body";
import { createOfrep } from "@/lib/plane/serve-ofrep";
import { createTokenBook } from "@/lib/plane/token-book";

afterAll(async () => {
  await OpenFeatureServer.close();
  await OpenFeatureWeb.close();
});
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const started = async (...snapshots: Snapshot[]) => {
  const running = await startExampleFlags(...snapshots);
  closing.push(running.close);
  return running;
};

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
    publish(flagSnapshot({ version: 43, force: [programForce] }));
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

test("who asks too much at once is told how long to wait, and the published provider waits", async () => {
  const tokens = createTokenBook(Date.now);
  tokens.replace([exampleToken("secret")]);
  const store = await heldExample(flagSnapshot());
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
