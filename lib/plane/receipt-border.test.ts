import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import { exampleSource, exampleToken, startExamplePlane } from "@/lib/plane/example-plane";
import { createBodyReader } from "@/lib/plane/read-body";
import { createReceiptBook } from "@/lib/plane/receipt-book";
import { createReceiptDesk } from "@/lib/plane/receipt-desk";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const receipt = (more: Record<string, unknown> = {}) => ({
  instance: "host-1",
  runtime: "nginx 1.22",
  client: "agent/1",
  epoch: 1,
  version: 42,
  appliedAt: "2026-11-21T02:00:01Z",
  ...more,
});

const started = async () => {
  const source = exampleSource(exampleSnapshot());
  const running = await startExamplePlane(source.source);
  closing.push(running.close);
  const post = (
    body: unknown,
    { secret = "secret", end = "receipts", headers = {}, place = "quay/staging" } = {},
  ) =>
    fetch(`${running.origin}/plane/v1/${place}/${end}`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { ...running, ...source, post };
};

describe("too many at once", () => {
  /** A desk of its own behind a server of its own. */
  const ownDesk = async (isFull: boolean, bodyBytes: number) => {
    const book = { ...createReceiptBook(Date.now), ...(isFull ? { take: () => false } : {}) };
    const log = { info: () => undefined, warn: () => undefined };
    const readBody = createBodyReader(bodyBytes);
    const desk = createReceiptDesk({ book, readBody, sink: undefined, leases: undefined, log });
    const server = createServer((request, response) => {
      void desk.receive(request, response, () => exampleSnapshot());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const { port } = server.address() as AddressInfo;
    return (body: unknown) =>
      fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(body) });
  };

  test.each([
    ["instances", true, 1_000_000, "60"],
    ["bytes", false, 100, "5"],
  ])("%s are refused with when to try again", async (_, isFull, bytes, seconds) => {
    const post = await ownDesk(isFull, bytes);
    const response = await post(receipt());
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, seconds]);
    expect(await response.json()).toMatchObject({ code: "too-many" });
  });
});

describe("who may report", () => {
  const tokens = [
    exampleToken("staging", { program: "quay", environment: "staging" }),
    exampleToken("reader", { mayReport: false }),
    exampleToken("elsewhere", { program: "router" }),
    exampleToken("revoked", { revokedAt: "2026-01-01T00:00:00Z" }),
    exampleToken("expired", { expiresAt: "2026-01-01T00:00:00Z" }),
  ];
  test.each([
    ["staging", "receipts", 200],
    ["reader", "receipts", 403],
    ["elsewhere", "receipts", 403],
    ["revoked", "receipts", 401],
    ["expired", "receipts", 401],
    ["guessed", "receipts", 401],
    ["staging", "receipts/batch?via=edge-1", 200],
    ["reader", "receipts/batch?via=edge-1", 403],
    ["expired", "receipts/batch?via=edge-1", 401],
  ])("%s at %s: %i", async (secret, end, status) => {
    const { post, state, tell } = await started();
    state.tokens = tokens;
    tell({ kind: "tokens" });
    const body = end === "receipts" ? receipt() : { instances: [], traffic: [] };
    await vi.waitFor(async () => {
      expect((await post(body, { secret, end })).status).toBe(status);
    });
  });

  test("what an edge says of tokens counts for those of its program that are good there", async () => {
    const used: string[] = [];
    const memory = exampleSource(exampleSnapshot());
    memory.state.tokens = [
      ...tokens,
      exampleToken("edge", { program: "quay" }),
      exampleToken("production", { program: "quay", environment: "production" }),
    ];
    const noteUse = (hash: string): void => {
      used.push(hash);
    };
    const running = await startExamplePlane({ ...memory.source, noteUse });
    closing.push(running.close);
    const say = async (body: unknown): Promise<number> => {
      const response = await fetch(`${running.origin}/plane/v1/quay/staging/receipts/tokens`, {
        method: "POST",
        headers: { authorization: "Bearer edge" },
        body: JSON.stringify(body),
      });
      return response.status;
    };
    const names = ["staging", "reader", "elsewhere", "revoked", "expired", "production", "guessed"];
    const hashes = names.map((name) => exampleToken(name).hash);
    const said = hashes.map((hash) => ({ hash, silentMilliseconds: 5 }));
    expect(await say({ tokens: said })).toBe(200);
    expect(names.filter((_, at) => used.includes(hashes[at] ?? ""))).toEqual(["staging"]);
    expect(await say({ tokens: [{ hash: hashes[0], silentMilliseconds: -1 }] })).toBe(422);
    expect(await say({ tokens: Array.from({ length: 2_001 }, () => said[0]) })).toBe(422);
  });

  test("a program that is not there is told to who may know", async () => {
    const { post } = await started();
    expect((await post(receipt(), { place: "nothing/staging" })).status).toBe(404);
  });
});
