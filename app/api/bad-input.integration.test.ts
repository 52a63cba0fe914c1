import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Problem } from "@/lib/contract/words";
import { bearer } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, type Input, send } from "./test-border";
import { refusedBy } from "./test-refused";

const program = "here";
const staging = { program, environment: "staging" };
const reason = "asked for by the test";
const MiB = 1024 * 1024;

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const admin = () => bearer(runtime.localToken ?? "");
const refused = (request: () => Promise<Response>): Promise<Problem> =>
  refusedBy(runtime.database, request);
beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, program);
});
afterAll(() => runtime.close());

const expectedVersion = async (): Promise<number> => {
  const where = { key: "staging", program: { key: program } };
  return (await runtime.database.environment.findFirstOrThrow({ where })).version;
};

const rule = (more: Input) => ({ level: "family", key: "registry", owner: "go", ...more });

describe("a change of switches is refused", () => {
  test.each<[string, () => Promise<Input>, number, string, RegExp, string?]>([
    [
      "in a program that there is not",
      async () => ({ program: "nowhere", rules: [rule({})] }),
      404,
      "not-found",
      /no program "nowhere"/,
    ],
    [
      "in an environment that there is not",
      async () => ({ environment: "moon", rules: [rule({})] }),
      404,
      "not-found",
      /moon/,
    ],
    [
      "on a version that others have left behind",
      async () => ({ expectedVersion: (await expectedVersion()) - 1, rules: [rule({})] }),
      409,
      "stale-version",
      /staging changed to version \d+ \(you saw \d+\)/,
    ],
    [
      "on a version that was never made",
      async () => ({ expectedVersion: 999, rules: [rule({})] }),
      409,
      "stale-version",
      /version 999 was never made/,
    ],
    [
      "without the version that its maker saw",
      async () => ({ expectedVersion: undefined, rules: [rule({})] }),
      422,
      "invalid",
      /expectedVersion/,
      "expectedVersion",
    ],
    [
      "without a reason",
      async () => ({ reason: undefined, rules: [rule({})] }),
      422,
      "invalid",
      /Say why/,
      "reason",
    ],
    [
      "to an owner that the program does not have",
      async () => ({ rules: [rule({ owner: "rust" })] }),
      422,
      "invalid",
      /rust is not an owner of here: say python or go/,
      "rules[0].owner",
    ],
    [
      "to off for a route",
      async () => ({ rules: [rule({ level: "route", key: "R-1", owner: "off" })] }),
      422,
      "invalid",
      /Only a worker can be off; for a route say python or go/,
      "rules[0].owner",
    ],
    [
      "to a canary on legacy",
      async () => ({ rules: [rule({ owner: "python", canary: { orgs: ["acme"] } })] }),
      422,
      "invalid",
      /A canary says who meets go/,
      "rules[0].canary",
    ],
    [
      "to more than all",
      async () => ({ rules: [rule({ canary: { percent: 10_001, key: "org" } })] }),
      422,
      "invalid",
      /10001 is not a whole number of basis points from 0 to 10000/,
      "rules[0].canary.percent",
    ],
    [
      "to a finer percentage than there is",
      async () => ({ rules: [rule({ canary: { percent: 100.001, key: "org" } })] }),
      422,
      "invalid",
      /100\.001/,
      "rules[0].canary.percent",
    ],
    [
      "to a percentage as text",
      async () => ({ rules: [rule({ canary: { percent: "10", key: "org" } })] }),
      422,
      "invalid",
      /number/,
      "rules.0.canary.percent",
    ],
    [
      "to no number, which JSON says as null",
      async () => ({ rules: [rule({ canary: { percent: Number.NaN, key: "org" } })] }),
      422,
      "invalid",
      /number/,
      "rules.0.canary.percent",
    ],
    [
      "for a route that there is not",
      async () => ({ rules: [rule({ level: "route", key: "R-99" })] }),
      422,
      "invalid",
      /no route R-99/,
      "rules[0].key",
    ],
    [
      "whole, where one of two rules is wrong",
      async () => ({ rules: [rule({}), rule({ key: "no-such-family" })] }),
      422,
      "invalid",
      /no family no-such-family/,
      "rules[1].key",
    ],
    [
      "with a field that no rule has",
      async () => ({ rules: [rule({ ownr: "go" })] }),
      422,
      "invalid",
      /ownr/,
      "rules.0",
    ],
    ["without rules", async () => ({ rules: [] }), 422, "invalid", /at least one rule/, "rules"],
  ])("%s", async (_, wrong, status, code, says, field) => {
    const seen = await expectedVersion();
    const input = { ...staging, expectedVersion: seen, reason, ...(await wrong()) };
    const problem = await refused(() => call("changeSwitches", input, admin()));
    expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(says) });
    if (field) expect(problem.reasons).toContainEqual(expect.objectContaining({ field }));
  });

  test("without a half where the same id was used for another change", async () => {
    const changeId = randomUUID();
    const change = async (more: Input): Promise<Response> =>
      call(
        "changeSwitches",
        { ...staging, expectedVersion: await expectedVersion(), reason, changeId, ...more },
        admin(),
      );
    expect((await change({ rules: [rule({ key: "health" })] })).status).toBe(200);
    expect((await change({ rules: [rule({ key: "health" })] })).status).toBe(200);
    const problem = await refused(() => change({ rules: [rule({})] }));
    expect(problem).toMatchObject({ status: 409, code: "conflict" });
  });
});

describe("a body is refused", () => {
  const json = { "content-type": "application/json" };
  const good = JSON.stringify({ key: "fresh", legacy: "python", target: "go" });
  /** A body that never ends unless the reader gives up. */
  const endless = (): ReadableStream<Uint8Array> =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(MiB)) });

  test.each<[string, RequestInit, number, string, RegExp]>([
    ["that is cut off", { headers: json, body: good.slice(0, -2) }, 400, "malformed", /JSON/],
    ["that is a list", { headers: json, body: `[${good}]` }, 400, "malformed", /JSON object/],
    ["that is null", { headers: json, body: "null" }, 400, "malformed", /JSON object/],
    [
      "that is not UTF-8",
      { headers: json, body: Buffer.from(good.replace("fresh", "fr\xe9"), "latin1") },
      400,
      "malformed",
      /UTF-8/,
    ],
    [
      "as text",
      { headers: { "content-type": "text/plain" }, body: good },
      415,
      "unsupported-media",
      /application\/json/,
    ],
    [
      "as a form",
      { body: new URLSearchParams({ key: "fresh", legacy: "python", target: "go" }) },
      415,
      "unsupported-media",
      /application\/json/,
    ],
    [
      "of 2 MB",
      { headers: json, body: JSON.stringify({ description: "x".repeat(2 * MiB) }) },
      413,
      "too-large",
      /larger than 1 MB/,
    ],
    [
      "without an end",
      { headers: json, body: endless(), duplex: "half" } as RequestInit,
      413,
      "too-large",
      /larger than 1 MB/,
    ],
    [
      "with a key that is no key",
      { headers: json, body: good.replace("fresh", "../etc") },
      422,
      "invalid",
      /^key: must be/,
    ],
    [
      "with one word for both owners",
      { headers: json, body: good.replace("python", "go") },
      422,
      "invalid",
      /^target: must differ/,
    ],
    ["that is empty", { headers: json, body: "" }, 422, "invalid", /^key: /],
  ])("%s", async (_, request, status, code, says) => {
    const headers = { ...admin(), ...request.headers };
    const problem = await refused(() => send("createProgram", {}, { ...request, headers }));
    expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(says) });
  });
});

describe("a question is refused", () => {
  test.each<[string, string, Input, number, string]>([
    ["for a page of nothing", "listItems", { limit: "0" }, 422, "limit"],
    ["for a page that is no number", "listItems", { offset: "many" }, 422, "offset"],
    ["for an order that there is not", "readMatrixRows", { sort: "colour" }, 422, "sort"],
    ["for an import that is no id", "readImport", { import: "latest" }, 422, "import"],
    ["for a kind that there is not", "readItem", { kind: "ghost", key: "R-1" }, 422, "kind"],
    ["for a program that cannot be", "readProgram", { program: "%E0%A4%A" }, 422, "program"],
  ])("%s", async (_, id, input, status, field) => {
    const problem = await refused(() => call(id, { program, ...input }, admin()));
    expect(problem).toMatchObject({ status, code: "invalid", reasons: [{ field }] });
  });

  test("for an item that there is not, with a percent sign in its name", async () => {
    const input = { program, kind: "route", key: "50%25/é" };
    const problem = await refused(() => call("readItem", input, admin()));
    expect(problem).toMatchObject({ status: 404, code: "not-found" });
    expect(problem.detail).toContain("50%25/é");
  });
});

test.each<[string, string, Input, number, RegExp]>([
  ["a force without a reason", "forceLegacy", staging, 422, /^Say why/],
  [
    "a force of a family that there is not",
    "forceLegacy",
    { ...staging, scope: "family", key: "moon", reason },
    422,
    /moon/,
  ],
  [
    "a force of a family that is not named",
    "forceLegacy",
    { ...staging, scope: "family", reason },
    422,
    /famil/,
  ],
  [
    "a second program under one key",
    "createProgram",
    { key: program, legacy: "a", target: "b" },
    409,
    /a program "here" already/,
  ],
  [
    "a role for somebody who was never here",
    "grantRole",
    { program, handle: "ghost", role: "viewer" },
    404,
    /"ghost"/,
  ],
  ["an unknown role", "grantRole", { program, handle: "ghost", role: "king" }, 422, /^role: /],
  [
    "a token for an environment that there is not",
    "createToken",
    { program, name: "x", scopes: ["read"], environment: "moon" },
    404,
    /moon/,
  ],
  [
    "a rule for a capability with a pattern that cannot be",
    "setCapabilityRules",
    { program, rules: [{ capability: "UPPER" }], reason },
    422,
    /must be a key/,
  ],
])("%s is refused", async (_, id, input, status, says) => {
  const problem = await refused(() => call(id, input, admin()));
  expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
});
