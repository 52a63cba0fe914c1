import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GateReading, ReadingState } from "@/lib/domain/gate-reading";
import { gateSteps } from "@/lib/domain/gate-reading";
import { closedGates, furthestStep, requiredGates, stepTaken } from "@/lib/domain/required-gates";

const reading = (
  gate: string,
  guards: GateReading["guards"],
  state: ReadingState,
  isDryRun = false,
): GateReading => ({
  gate,
  title: gate,
  guards,
  state,
  because: "",
  short: null,
  clause: null,
  facts: [],
  owner: null,
  isDryRun,
  until: null,
  waiver: null,
});

describe("what an environment asks for before a step", () => {
  const gates = [
    { key: "tests", guards: "first-cohort" },
    { key: "canary", guards: "expand" },
    { key: "drill", guards: "full" },
  ] as const;
  test.each([
    ["template", "first-cohort", ["tests"]],
    ["template", "expand", ["tests", "canary"]],
    ["template", "full", ["tests", "canary", "drill"]],
    [{}, "full", []],
    [{ "first-cohort": ["drill"] }, "expand", ["drill"]],
    [{ full: ["tests"] }, "expand", []],
  ] as const)("%j before %s", (demand, step, keys) => {
    expect([...requiredGates(demand, gates, step)]).toEqual(keys);
  });

  test.each([
    ["none", "some", "first-cohort"],
    ["some", "some", "expand"],
    ["all", "some", "expand"],
    ["none", "all", "full"],
    ["some", "all", "full"],
  ] as const)("from %s to %s it takes the step %s", (before, after, step) => {
    expect(stepTaken(before, after)).toBe(step);
  });
});

describe("what stands between a capability and a step", () => {
  const readings = [
    reading("tests", "first-cohort", "pass"),
    reading("canary", "expand", "unknown"),
    reading("drill", "full", "fail"),
  ];
  test("unknown does not open a gate, and a waiver does", () => {
    expect(furthestStep("template", readings)).toBe("first-cohort");
    const waived = readings.map((each) => ({ ...each, state: "waived" as const }));
    expect(furthestStep("template", waived)).toBe("retire-legacy");
  });

  test("a gate that is asked for and is not there is absent, not passed", () => {
    const { closed, absent } = closedGates({ "first-cohort": ["gone"] }, readings, "full");
    expect(closed).toEqual([]);
    expect(absent).toEqual(["gone"]);
  });

  test("a gate in dry run never stands in the way", () => {
    const dry = readings.map((each) => ({ ...each, isDryRun: true }));
    expect(furthestStep("template", dry)).toBe("retire-legacy");
  });

  test("whoever may take a step may take each before it", () => {
    const states = fc.constantFrom<ReadingState>(
      "pass",
      "fail",
      "unknown",
      "waived",
      "not-applicable",
    );
    const any = fc.array(fc.tuple(fc.constantFrom(...gateSteps), states, fc.boolean()), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(any, (each) => {
        const all = each.map(([guards, state, isDryRun], at) =>
          reading(`g${at}`, guards, state, isDryRun),
        );
        const may = furthestStep("template", all);
        const steps = may === null ? [] : gateSteps.slice(0, gateSteps.indexOf(may) + 1);
        for (const step of gateSteps) {
          const { closed } = closedGates("template", all, step);
          expect(closed.length === 0).toBe(steps.includes(step));
        }
      }),
    );
  });
});
