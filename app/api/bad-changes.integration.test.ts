import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { program, withProgramToRefuse } from "./test-bad-input";
import { call, type Input } from "./test-border";

const staging = { program, environment: "staging" };
const reason = "asked for by the test";

const { database, admin, refused } = withProgramToRefuse();

const expectedVersion = async (): Promise<number> => {
  const where = { key: "staging", program: { key: program } };
  return (await database().environment.findFirstOrThrow({ where })).version;
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
