import { connect } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import { planChange } from "@/lib/domain/plan-change";
import type { Snapshot } from "@/lib/domain/snapshot";
import { applyChange } from "@/lib/domain/snapshot-change";
import { exampleSource, readEvents, startExamplePlane } from "@/lib/plane/example-plane";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const address = "/plane/v1/quay/staging/stream";

const started = async (snapshot = exampleSnapshot()) => {
  const memory = exampleSource(snapshot);
  const running = await startExamplePlane(memory.source, {
    heartbeatMilliseconds: 30,
    pollMilliseconds: 50,
  });
  closing.push(running.close);
  const follow = async (headers: Record<string, string> = {}) =>
    readEvents(await running.get(address, headers));
  return { ...memory, ...running, follow };
};

const flipped = (snapshot: Snapshot, version: number, owner: "go" | "python"): Snapshot => ({
  ...planChange(snapshot, [{ level: "capability", key: "v2-pull", owner }], "s").after,
  version,
});

describe("a stream", () => {
  test("begins with the whole snapshot, then carries only what changed", async () => {
    const { follow, publish, plane } = await started();
    const events = await follow();
    const first = await events.next();
    expect(first).toMatchObject({ id: "1-42", event: "snapshot" });
    const { digest: _d, signature: _s, ...held } = JSON.parse(first?.data ?? "");
    publish(flipped(held, 43, "go"));
    const second = await events.next();
    expect(second).toMatchObject({ id: "1-43", event: "change" });
    const change = JSON.parse(second?.data ?? "");
    expect(change).toMatchObject({
      from: 42,
      version: 43,
      rules: [{ level: "capability", key: "v2-pull", owner: "go" }],
      digest: expect.stringMatching(/^sha256:/),
      signature: expect.stringMatching(/^ed25519:/),
    });
    expect(canonicalJson(applyChange(held, change))).toBe(canonicalJson(flipped(held, 43, "go")));
    expect(plane.clients("quay", "staging")).toBe(1);
    await vi.waitFor(() => {
      expect(plane.delivery("quay", "staging")).toMatchObject({ version: 43, sentTo: 1, of: 1 });
    });
    await events.cancel();
    await vi.waitFor(() => expect(plane.clients("quay", "staging")).toBe(0));
  });

  test("goes on after the last event that is still held", async () => {
    const { get, follow, publish } = await started();
    const version = async (of: number) => {
      publish(flipped(exampleSnapshot(), of, of % 2 === 0 ? "python" : "go"));
      await vi.waitFor(async () => {
        const snapshot = await get("/plane/v1/quay/staging/snapshot");
        expect(((await snapshot.json()) as Snapshot).version).toBe(of);
      });
    };
    await version(43);
    await version(44);
    const behind = await follow({ "last-event-id": "1-42" });
    expect((await behind.next())?.id).toBe("1-43");
    expect(await behind.next()).toMatchObject({ id: "1-44", event: "change" });
    const current = await follow({ "last-event-id": "1-44" });
    await version(45);
    expect(await current.next()).toMatchObject({ id: "1-45", event: "change" });
  });

  test("tells a client nothing that another process has brought further, until it is there itself", async () => {
    // It does not poll meanwhile, so that only what it is told of brings it on.
    const memory = exampleSource(exampleSnapshot());
    const { get, close } = await startExamplePlane(memory.source, { pollMilliseconds: 60_000 });
    closing.push(close);
    const events = readEvents(await get(address, { "last-event-id": "1-44" }));
    for (const version of [43, 44, 45]) {
      memory.publish(flipped(exampleSnapshot(), version, version % 2 === 0 ? "python" : "go"));
      await vi.waitFor(async () => {
        const snapshot = await get("/plane/v1/quay/staging/snapshot");
        expect(((await snapshot.json()) as Snapshot).version).toBe(version);
      });
    }
    expect(await events.next()).toMatchObject({ id: "1-45", event: "change" });
  });

  test.each(["1-1", "2-42", "nonsense"])("begins anew after the unknown event %s", async (id) => {
    const { follow } = await started();
    const events = await follow({ "last-event-id": id });
    expect(await events.next()).toMatchObject({ id: "1-42", event: "snapshot" });
  });

  test("sends the whole snapshot when rows themselves changed", async () => {
    const { follow, publish } = await started();
    const events = await follow();
    await events.next();
    const routes = [...exampleSnapshot().routes, exampleRoute("R4")];
    publish(exampleSnapshot({ version: 43, routes }));
    expect(await events.next()).toMatchObject({ id: "1-43", event: "snapshot" });
  });

  test("beats while nothing happens", async () => {
    const { get } = await started();
    const response = await get(address);
    const reader = response.body?.getReader();
    const text = new TextDecoder();
    let read = "";
    await vi.waitFor(async () => {
      read += text.decode((await reader?.read())?.value);
      expect(read).toMatch(/\n\n:\n\n/);
    });
    await reader?.cancel();
  });

  test("ends when its environment is no more", async () => {
    const { follow, state, get } = await started();
    const events = await follow();
    await events.next();
    state.held.clear();
    expect(await events.next()).toBeNull();
    expect((await get(address)).status).toBe(404);
  });

  test("ends when its token is revoked", async () => {
    const { follow, state, tell } = await started();
    const events = await follow();
    await events.next();
    state.tokens = [];
    tell({ kind: "tokens" });
    expect(await events.next()).toBeNull();
  });
});

test("a client that does not read is dropped, and the others are served", async () => {
  const routes = Array.from({ length: 4000 }, (_, at) => exampleRoute(`R${at}`));
  const large = exampleSnapshot({ routes });
  const { origin, publish, plane, follow, get } = await started(large);
  const url = new URL(origin);
  const deaf = connect(Number(url.port), url.hostname);
  closing.push(async () => deaf.destroy());
  deaf.write(`GET ${address} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer secret\r\n\r\n`);
  deaf.pause();
  const events = await follow();
  await events.next();
  await vi.waitFor(() => expect(plane.clients("quay", "staging")).toBe(2));
  // Every version adds a row, so that the whole snapshot has to be sent.
  for (let version = 43; version < 73 && plane.clients("quay", "staging") === 2; version++) {
    publish({ ...large, version, routes: [...routes, exampleRoute(`N${version}`)] });
    expect((await events.next())?.id).toBe(`1-${version}`);
  }
  expect(plane.clients("quay", "staging")).toBe(1);
  expect(await (await get("/plane/metrics")).text()).toContain("clients_dropped_total 1");
});
