import { describe, expect, test } from "vitest";
import { verificationStates } from "@/lib/domain/inventory";
import {
  isAnchor,
  missingForStep,
  type SignOffFacts,
  type SignOffNeed,
  signOffSteps,
  stepsFrom,
} from "@/lib/domain/sign-off-step";

const ready: SignOffFacts = {
  kind: "route",
  key: "ROUTE-0311",
  state: "planned",
  team: "registryd-v2",
  anchors: ["endpoints/v2/tag.py:72"],
  tests: [{ key: "PT-ROUTE-0311", outcome: "passed", commit: "8f2c1ab9" }],
  rollbackNote: "back to python",
  retirement: { decision: "D-001", state: "approved" },
  revision: "8f2c1ab9",
  unsignedDocuments: [],
};

/** The same row without what a need asks for. */
const without: Readonly<Record<SignOffNeed, Partial<SignOffFacts>>> = {
  anchor: { anchors: ["endpoints/v2/tag.py"] },
  "passing-test": { tests: [{ key: "PT-1", outcome: "failed", commit: "8f2c1ab9" }] },
  "rollback-note": { rollbackNote: " " },
  owner: { team: null },
  decision: { retirement: { decision: "D-001", state: "open" } },
  revision: { revision: null },
  documents: { unsignedDocuments: ["registryd_design.md"] },
};
const needs = Object.keys(without) as SignOffNeed[];

const asked: readonly [string, string, string, boolean, SignOffNeed[]][] = [
  ["planned", "route", "source-anchored-needs-review", true, ["anchor"]],
  ["source-anchored-needs-review", "route", "verified-source-anchored", true, ["anchor"]],
  [
    "verified-source-anchored",
    "route",
    "verified",
    false,
    ["owner", "anchor", "passing-test", "rollback-note"],
  ],
  [
    "needs-triage",
    "worker",
    "verified",
    false,
    ["owner", "anchor", "passing-test", "rollback-note"],
  ],
  ["needs-triage", "worker", "retired-approved", false, ["decision"]],
  ["unsigned", "capability", "signed", false, ["owner"]],
  ["unsigned", "document", "signed", false, ["owner", "revision"]],
  ["unsigned", "runbook", "signed", false, ["owner", "revision"]],
  ["unsigned", "program-gate", "signed", false, ["owner", "documents"]],
];

describe("every step of every kind asks for what domain.md says, and for nothing else", () => {
  test.each(asked)("%s of a %s to %s", (from, kind, to, byMachine, lacks) => {
    const step = stepsFrom(from as SignOffFacts["state"], kind).find((one) => one.to === to);
    if (!step) throw new Error("there is no such step");
    expect(step.byMachine).toBe(byMachine);
    for (const need of needs) {
      const missing = missingForStep({ ...ready, kind, ...without[need] }, step);
      expect(missing.map((one) => one.need)).toEqual(lacks.includes(need) ? [need] : []);
    }
  });

  test("there are no other steps", () => {
    const known = new Set(asked.map(([from, , to]) => `${from} ${to}`));
    expect(new Set(signOffSteps.map(({ from, to }) => `${from} ${to}`))).toEqual(known);
    for (const state of verificationStates) {
      expect(stepsFrom(state, "capability").every(({ kinds }) => kinds === undefined)).toBe(true);
    }
    expect(stepsFrom("unsigned", "route")).toEqual([]);
    expect(stepsFrom("signed", "document")).toEqual([]);
  });
});

test.each([
  ["endpoints/v1/tag.py:72", true],
  ["endpoints/v1/tag.py", false],
  ["tag.py:0a", false],
  [":72", false],
  ["a.py:7; b.py:9", false],
])("%s is a place in a source: %s", (text, is) => {
  expect(isAnchor(text)).toBe(is);
});
