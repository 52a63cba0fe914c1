import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { forwardReceipts } from "@/lib/plane/edge-receipts";
import { createEdgeSource } from "@/lib/plane/edge-source";
import {
  exampleSource,
  exampleToken,
  readEvents,
  startExamplePlane,
} from "@/lib/plane/example-plane";
import { knownKey } from "@/lib/plane/known-key";
import type { ReceiptSink } from "@/lib/plane/plane-source";
import { createUpstream } from "@/lib/plane/upstream";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const quiet = { info: () => undefined, warn: () => undefined };
const address = "/plane/v1/quay/staging/snapshot";
const tokens = [
  exampleToken("edge", { program: "quay" }),
  exampleToken("client", { program: "quay", environment: "staging" }),
];

const startUpstream = async (sink?: ReceiptSink) => {
  const memory = exampleSource(exampleSnapshot());
  memory.state.tokens = tokens;
  const used = new Map<string, number>();
  const noteUse = (hash: string, at: number): void => {
    used.set(hash, Math.max(at, used.get(hash) ?? 0));
  };
  const plane = await startExamplePlane(
    { ...memory.source, noteUse },
    {
      pollMilliseconds: 100,
      ...(sink ? { sink } : {}),
    },
  );
  closing.push(plane.close);
  const usedAt = (token: string): number | undefined => used.get(exampleToken(token).hash);
  return { ...memory, ...plane, usedAt };
};

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "signalbox-edge-"));
  closing.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};

const startEdge = async (origin: string, folder: string) => {
  const upstream = createUpstream(origin, "edge");
  const key = await knownKey(folder, upstream, quiet);
  if (key === null) throw new Error("There is no key.");
  const source = createEdgeSource({ upstream, folder, key, log: quiet, now: Date.now });
  const plane = await startExamplePlane(source, {
    sign: source.sign,
    publicKey: key,
    pollMilliseconds: 100,
    sink: forwardReceipts(upstream, "edge-1"),
  });
  const close = async (): Promise<void> => {
    source.stop();
    await plane.close();
  };
  closing.push(close);
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  return {
    ...plane,
    close,
    tellUses: () =>
      source.uses.tell(createUpstream(origin, "edge"), { program: "quay", environment: "staging" }),
    read: (token = "client") => plane.get(address, as(token)),
    version: async () =>
      ((await (await plane.get(address, as("client"))).json()) as Snapshot).version,
  };
};

const next = (version: number): Snapshot =>
  exampleSnapshot({
    version,
    capabilities: { "v2-pull": { owner: version % 2 ? "go" : "python" } },
  });

describe("an edge", () => {
  test("serves the upstream's bytes with the upstream's signature, and follows its changes", async () => {
    const upstream = await startUpstream();
    const edge = await startEdge(upstream.origin, await newFolder());
    const direct = await upstream.get(address, { authorization: "Bearer client" });
    expect(await (await edge.read()).text()).toBe(await direct.text());
    const stream = await edge.get("/plane/v1/quay/staging/stream", {
      authorization: "Bearer client",
    });
    const events = readEvents(stream);
    expect((await events.next())?.event).toBe("snapshot");
    upstream.publish(next(43));
    expect(await events.next()).toMatchObject({ id: "1-43", event: "change" });
    upstream.publish(exampleSnapshot({ version: 44, routes: [exampleRoute("NEW")] }));
    expect(await events.next()).toMatchObject({ id: "1-44", event: "snapshot" });
    await events.cancel();
    expect(await (await edge.read()).text()).toBe(
      await (await upstream.get(address, { authorization: "Bearer client" })).text(),
    );
  });

  test("goes on while the upstream is gone, and starts again from its disk", async () => {
    const upstream = await startUpstream();
    const folder = await newFolder();
    const first = await startEdge(upstream.origin, folder);
    upstream.publish(next(43));
    await vi.waitFor(async () => expect(await first.version()).toBe(43));
    const text = await (await first.read()).text();
    await upstream.close();
    expect((await first.read()).status).toBe(200);
    await first.close();
    const second = await startEdge(upstream.origin, folder);
    const answer = await second.read();
    expect(await answer.text()).toBe(text);
    expect((await second.read("stranger")).status).toBe(401);
    expect((await second.get("/plane/readyz")).status).toBe(200);
  });

  test("does not serve a snapshot that was damaged or forged on its disk", async () => {
    const upstream = await startUpstream();
    const folder = await newFolder();
    const first = await startEdge(upstream.origin, folder);
    expect(await first.version()).toBe(42);
    await first.close();
    await upstream.close();
    const name = (await readdir(folder)).find((one) => one.endsWith(".snapshot.json")) ?? "";
    const file = path.join(folder, name);
    const forged = (await readFile(file, "utf8")).replaceAll('"owner":"python"', '"owner":"go"');
    await writeFile(file, forged);
    const second = await startEdge(upstream.origin, folder);
    expect((await second.read()).status).toBeGreaterThanOrEqual(404);
  });

  test("does not follow an upstream that signs with another key", async () => {
    const upstream = await startUpstream();
    const folder = await newFolder();
    const first = await startEdge(upstream.origin, folder);
    await first.close();
    const impostor = await startUpstream();
    impostor.put(next(99));
    const second = await startEdge(impostor.origin, folder);
    expect(await second.version()).toBe(42);
  });

  test("learns that a token is revoked, and ends its streams", async () => {
    const upstream = await startUpstream();
    const edge = await startEdge(upstream.origin, await newFolder());
    expect((await edge.read()).status).toBe(200);
    const stream = await edge.get("/plane/v1/quay/staging/stream", {
      authorization: "Bearer client",
    });
    const events = readEvents(stream);
    await events.next();
    upstream.state.tokens = tokens.map((token, at) =>
      at === 1 ? { ...token, revokedAt: "2026-11-21T00:00:00Z" } : token,
    );
    expect(await events.next()).toBeNull();
    expect((await edge.read()).status).toBe(401);
    expect((await edge.read("edge")).status).toBe(200);
  });

  test("hands its clients' receipts on, put together and under its own name", async () => {
    const delivered: unknown[] = [];
    const upstream = await startUpstream({
      deliver: async (_program, _environment, batch) => void delivered.push(batch),
    });
    const edge = await startEdge(upstream.origin, await newFolder());
    const receipt = {
      instance: "gateway-1",
      runtime: "nginx 1.22",
      client: "signalbox-agent/1",
      epoch: 1,
      version: 42,
      appliedAt: "2026-11-21T02:00:00Z",
      observed: [{ owner: "go", count: 3, route: "R1" }],
    };
    const answer = await fetch(`${edge.origin}/plane/v1/quay/staging/receipts`, {
      method: "POST",
      headers: { authorization: "Bearer client", "content-type": "application/json" },
      body: JSON.stringify(receipt),
    });
    expect(answer.status).toBe(200);
    await edge.plane.deliverReceipts();
    await upstream.plane.deliverReceipts();
    await vi.waitFor(() => expect(delivered).toHaveLength(1));
    expect(delivered[0]).toMatchObject({
      instances: [{ instance: "gateway-1", version: 42, via: "edge-1" }],
      traffic: [{ route: "R1", owner: "go", source: "observed", count: 3 }],
    });
  });

  test("tells when it let which token in, once, and again where it was not taken", async () => {
    const upstream = await startUpstream();
    const edge = await startEdge(upstream.origin, await newFolder());
    await edge.read("client");
    await edge.read("guessed");
    const readAt = Date.now();
    expect(upstream.usedAt("client")).toBeUndefined();
    upstream.state.tokens = [];
    upstream.tell({ kind: "tokens" });
    await vi.waitFor(() => expect(edge.tellUses()).rejects.toThrow());
    upstream.state.tokens = tokens;
    upstream.tell({ kind: "tokens" });
    await vi.waitFor(() => edge.tellUses());
    const told = upstream.usedAt("client") ?? 0;
    expect(Math.abs(told - readAt)).toBeLessThan(200);
    expect(upstream.usedAt("guessed")).toBeUndefined();
    await edge.tellUses();
    expect(upstream.usedAt("client")).toBe(told);
  });

  test("keeps what it has when an upstream that is only starting knows of nothing yet", async () => {
    const upstream = await startUpstream();
    const edge = await startEdge(upstream.origin, await newFolder());
    upstream.state.isDown = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await edge.version()).toBe(42);
    upstream.state.isDown = false;
    upstream.state.held.clear();
    // An environment that the upstream says is gone is gone.
    await vi.waitFor(async () => expect((await edge.read()).status).toBe(404), { timeout: 5000 });
  });
});
