import { expect, test } from "vitest";
import { isReady, obstacleOf, rowName, waitsSince } from "@/components/sign-offs/sign-off-words";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const row: SignOffRow = {
  kind: "route",
  key: "ROUTE-0311",
  title: "list tags",
  method: "GET",
  path: "/v2/<name>/tags/list",
  team: "registryd-v2",
  alsoTeams: [],
  batches: ["BATCH-A1-ROUTES"],
  wave: "A1",
  state: "verified-source-anchored",
  to: "verified",
  missing: [],
  objection: null,
  waits: "next-step",
  since: null,
  dueAt: null,
  asked: [],
  anchors: [],
  rollbackNote: null,
  retirement: null,
  tests: [],
  contradictions: [],
  readings: [],
  values: {},
  signatures: [],
  returned: null,
  changed: [],
  signsFor: null,
  digest: "0".repeat(64),
};
const lacks = { missing: [{ need: "passing-test", says: "PT-1 fails." }] };

test.each<[string, Partial<SignOffRow>, boolean]>([
  ["with everything is ready", {}, true],
  ["that lacks something is not", lacks, false],
  ["of another team is not", { objection: "It is api-service's." }, false],
  [
    "at the end of the ladder with its signatures is not",
    { to: null, waits: "done", objection: "It has every signature that it needs." },
    false,
  ],
  ["that a file brought to the end of the ladder is", { to: null, waits: "unsigned" }, true],
  ["whose signature went stale is, once nothing is missing", { to: null, waits: "stale" }, true],
])("a row %s", (_, more, ready) => {
  expect(isReady({ ...row, ...more })).toBe(ready);
});

test("what is missing is told before whose it is", () => {
  expect(obstacleOf({ ...row, ...lacks, objection: "It is api-service's." })).toBe("PT-1 fails.");
  expect(obstacleOf({ ...row, objection: "It is api-service's." })).toBe("It is api-service's.");
  expect(obstacleOf({ ...row, waits: "done", objection: "signed" })).toBeNull();
});

test("a route is called by its method and path, anything else by its title", () => {
  expect(rowName(row)).toBe("GET /v2/<name>/tags/list");
  expect(rowName({ ...row, method: null, path: null })).toBe("list tags");
});

test("a row that is ready waits since its newest run, one that was sent back since then", () => {
  const run = (at: string) => ({ outcome: "passed", commit: "8f2c1ab", at, evidence: "e" });
  const tests = ["2026-02-03T00:00:00.000Z", "2026-02-01T00:00:00.000Z"].map((at) => ({
    key: `PT-${at}`,
    role: "contract",
    legacy: null,
    target: run(at),
  }));
  expect(waitsSince({ ...row, tests })).toBe("2026-02-03T00:00:00.000Z");
  expect(waitsSince({ ...row, ...lacks, tests })).toBeNull();
  const since = "2026-02-04T00:00:00.000Z";
  expect(waitsSince({ ...row, tests, waits: "returned", since })).toBe(since);
});
