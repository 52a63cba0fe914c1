import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { canIFlip } from "@/bin/commands/can-i-flip";

const missing = {
  kind: "gate",
  key: "tests",
  capability: "pull",
  state: "fail",
  says: "Tests: PT-1 fails on go t1.",
  owner: "registry",
  link: null,
  isBinding: true,
};
const answer = (says: "yes" | "no" | "unknown") => ({
  answer: says,
  says: `${says}, in words.`,
  missing: says === "yes" ? [] : [missing],
});

let server: Server;
let answers: { status: number; body: object }[];
let asked: string[];
let printed: string[];

beforeEach(async () => {
  answers = [];
  asked = [];
  printed = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const next = answers.length > 1 ? answers.shift() : answers[0];
    response.writeHead(next?.status ?? 500, { "content-type": "application/json" });
    response.end(JSON.stringify(next?.body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  await new Promise((resolve) => server.close(resolve));
});

const run = (more: object = {}) => {
  const { port } = server.address() as AddressInfo;
  const connection = { url: `http://127.0.0.1:${port}`, token: "t" };
  const place = { program: "quay", environment: "production", capability: "pull" };
  return canIFlip(connection, { ...place, ...more });
};

describe("can-i-flip", () => {
  test.each([
    ["yes", 0],
    ["no", 1],
    ["unknown", 1],
  ] as const)("%s ends with %i", async (says, code) => {
    answers = [{ status: 200, body: answer(says) }];
    await run();
    expect(process.exitCode).toBe(code);
  });

  test("names each missing thing and whose it is, a line each", async () => {
    answers = [{ status: 200, body: answer("no") }];
    await run();
    expect(printed).toEqual([
      "no, in words.",
      "  ✗ gate tests of pull (fail) [registry]: Tests: PT-1 fails on go t1.",
    ]);
    expect(asked).toEqual([
      "/api/v1/programs/quay/environments/production/can-i-flip?capability=pull",
    ]);
  });

  test("prints the answer as JSON", async () => {
    answers = [{ status: 200, body: answer("no") }];
    await run({ json: true });
    expect(JSON.parse(printed.join(""))).toEqual(answer("no"));
  });

  test("a refusal and silence are errors, never a no", async () => {
    answers = [{ status: 404, body: { detail: "There is no program.", reasons: [] } }];
    await expect(run()).rejects.toMatchObject({ exitCode: 2, message: "There is no program." });
    answers = [{ status: 502, body: "a proxy" as unknown as object }];
    await expect(run()).rejects.toMatchObject({ exitCode: 2 });
    await expect(run({ retryWhileUnknown: "soon" })).rejects.toMatchObject({ exitCode: 2 });
  });

  test("asks again while it is not known, and no longer than it was told to", async () => {
    answers = [
      { status: 200, body: answer("unknown") },
      { status: 200, body: answer("yes") },
    ];
    await run({ retryWhileUnknown: "2s" });
    expect([asked.length, process.exitCode]).toEqual([2, 0]);
    answers = [{ status: 200, body: answer("unknown") }];
    asked = [];
    await run({ retryWhileUnknown: "2s" });
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(process.exitCode).toBe(1);
  });
});
