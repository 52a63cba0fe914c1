import { describe, expect, test } from "vitest";
import { program, withProgramToRefuse } from "./test-bad-input";
import { call, type Input, send } from "./test-border";

const staging = { program, environment: "staging" };
const reason = "asked for by the test";
const MiB = 1024 * 1024;

const { admin, refused } = withProgramToRefuse();

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
