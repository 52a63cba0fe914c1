import { describe, expect, test } from "vitest";
import {
  definitionOf,
  draftOf,
  faultAt,
  faultOf,
  isReadable,
  keyOfTitle,
  type OfferedCheck,
} from "@/components/gates/gate-draft";
import type { QualityGateView } from "@/lib/contract/gates";

const parameter = (name: string, kind: "text" | "number" | "boolean") => ({
  name,
  title: name,
  kind,
  isRequired: false,
  fallback: null,
});
const checks: OfferedCheck[] = [
  {
    check: "tests",
    title: "Tests pass",
    says: "",
    parameters: [
      parameter("hours", "number"),
      parameter("strict", "boolean"),
      parameter("of", "text"),
    ],
  },
];
const gate = (rule: QualityGateView["rule"]): QualityGateView => ({
  key: "tests",
  position: 1,
  title: "Tests",
  guards: "expand",
  rule,
  reach: { capabilities: ["v2-push", "oauth"] },
  owner: "qa",
  isDryRun: false,
  version: 3,
  changedAt: "2026-11-21T10:00:00.000Z",
  changedBy: "Ada",
});

describe("a gate that is edited and saved unchanged", () => {
  test.each([
    [{ kind: "check", check: "tests", with: { hours: 72, strict: true, of: "target" } }],
    [{ kind: "cel", expression: "tests.total > 0" }],
  ] as const)("is what it was: %j", (rule) => {
    const { title, guards, reach, owner, isDryRun } = gate(rule);
    expect(definitionOf(draftOf(gate(rule), checks), checks)).toEqual({
      title,
      guards,
      rule,
      reach,
      owner,
      isDryRun,
    });
  });
});

describe("a draft", () => {
  const draft = draftOf(null, checks);

  test("of a new gate begins in dry run with the first check", () => {
    expect(draft).toMatchObject({ isDryRun: true, check: "tests", kind: "check" });
    expect(isReadable(draft)).toBe(true);
    expect(isReadable({ ...draft, kind: "cel", expression: " " })).toBe(false);
  });

  test("leaves empty parameters to their fallbacks and sends what is no number as it is", () => {
    expect(definitionOf({ ...draft, given: { hours: "", of: "a" } }, checks).rule).toEqual({
      kind: "check",
      check: "tests",
      with: { of: "a" },
    });
    expect(definitionOf({ ...draft, given: { hours: "soon" } }, checks).rule).toMatchObject({
      with: { hours: "soon" },
    });
  });

  test("of another check drops parameters that it does not have", () => {
    expect(definitionOf({ ...draft, given: { other: "1" } }, checks).rule).toMatchObject({
      with: {},
    });
  });

  test("reaches what is named, by space or comma", () => {
    expect(definitionOf({ ...draft, capabilities: "a, b  c", except: "d" }, checks).reach).toEqual({
      capabilities: ["a", "b", "c"],
      except: ["d"],
    });
  });
});

test.each([
  ["Budgets, hot path", "budgets-hot-path"],
  ["  Führerschein! ", "fu-hrerschein"],
  ["x".repeat(80), "x".repeat(63)],
  ["…", ""],
])("the key of %s is %s", (title, key) => expect(keyOfTitle(title)).toBe(key));

test("a fault is found by its field, and its place by its words", () => {
  const reasons = [
    { says: "Unknown variable: foo. (character 12)", field: "definition.rule.expression" },
  ];
  expect(faultOf(reasons, "rule.expression")).toBe(reasons[0]?.says);
  expect(faultOf(reasons, "rule.check")).toBeUndefined();
  expect(faultAt(reasons[0]?.says)).toBe(11);
  expect(faultAt("It cannot be read.")).toBeNull();
});
