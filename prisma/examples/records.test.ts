import { describe, expect, it } from "vitest";
import { parseBudget } from "@/lib/domain/budget-language";
import { assignCapabilities } from "@/lib/domain/capability-rules";
import { checkFaults } from "@/lib/domain/gate-rule";
import { itemKey } from "@/lib/domain/inventory";
import { examplePrograms } from "./all";
import type { ExampleProgram } from "./example-program";
import { examplePeople } from "./people";

const keysOf = (rows: readonly { readonly key: string }[] = []): string[] =>
  rows.map(({ key }) => key);

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** How many contract tests each capability has: how far a report can point into it. */
const testCounts = ({ reading, capabilityRules }: ExampleProgram): Map<string, number> => {
  const { assignments } = assignCapabilities(reading.items, capabilityRules);
  const counts = new Map<string, number>();
  for (const item of reading.items) {
    const capability = assignments.get(itemKey(item));
    if (capability) counts.set(capability, (counts.get(capability) ?? 0) + item.tests.length);
  }
  return counts;
};

describe.each(examplePrograms.map((program) => [program.key, program] as const))(
  "the record of %s",
  (_key, program) => {
    const { record, capabilities, environments } = program;
    const {
      programGates = [],
      qualityGates = [],
      required = {},
      milestones = [],
      decisions = [],
      budgets = [],
      deployments = [],
      reports = [],
      evidence = [],
      blockers = [],
      waivers = [],
      comments = [],
    } = record;

    it("gives everything of a kind its own key", () => {
      for (const rows of [programGates, qualityGates, milestones, decisions, budgets]) {
        expect(repeated(keysOf(rows))).toEqual([]);
      }
      for (const { criteria } of milestones) expect(repeated(keysOf(criteria))).toEqual([]);
    });

    it("plans only waves and batches that there are, each week once", () => {
      const { weeks = [], batches = [] } = record.schedule ?? {};
      const { items } = program.reading;
      const inBatches = new Set(items.flatMap((item) => item.batches));
      const known = new Set([
        ...inBatches,
        ...items.flatMap(({ wave, phase }) => [wave ?? "", phase ?? ""]),
      ]);
      expect(repeated(weeks.map(({ from }) => String(from)))).toEqual([]);
      for (const scope of weeks.flatMap(({ scopes }) => scopes))
        expect([...known]).toContain(scope);
      for (const { key } of batches) expect([...inBatches]).toContain(key);
    });

    it("names in criteria only gates and decisions that there are", () => {
      for (const { refers, title } of milestones.flatMap(({ criteria }) => criteria)) {
        if (refers.kind === "gate") expect(keysOf(programGates), title).toContain(refers.gate);
        if (refers.kind === "decision") expect(keysOf(decisions), title).toContain(refers.decision);
      }
    });

    it("has rules that can be read, over capabilities that there are", () => {
      for (const { rule, reach, key } of qualityGates) {
        if (rule.kind === "check") expect(checkFaults(rule), key).toEqual([]);
        for (const capability of [...(reach.capabilities ?? []), ...(reach.except ?? [])]) {
          expect(keysOf(capabilities), key).toContain(capability);
        }
      }
    });

    it("asks in its environments only for gates that there are", () => {
      for (const [environment, steps] of Object.entries(required)) {
        expect(keysOf(environments)).toContain(environment);
        for (const gate of Object.values(steps).flat()) {
          expect(keysOf(qualityGates)).toContain(gate);
        }
      }
    });

    it("writes budgets that are understood", () => {
      for (const { key, threshold } of budgets) {
        expect(parseBudget(threshold).faults, key).toEqual([]);
      }
    });

    it("holds and covers only what the inventory has", () => {
      const { items } = program.reading;
      const places = [
        ...blockers.flatMap(({ holds }) => holds),
        ...budgets.flatMap(({ covers }) => covers),
      ];
      for (const { level, key } of places) {
        const known =
          level === "capability"
            ? keysOf(capabilities).includes(key)
            : level === "family"
              ? items.some(({ family }) => family === key)
              : items.some(
                  (item) => item.kind === level && [item.key, item.switchName].includes(key),
                );
        expect(known, `${level} ${key}`).toBe(true);
      }
    });

    it("reports only tests that there are, of builds that were deployed", () => {
      const counts = testCounts(program);
      const builds = deployments.map(({ environment, side, commit }) =>
        [environment, side, commit].join(" "),
      );
      for (const { capabilities: of, except = {}, environment, side, commit } of reports) {
        expect(builds).toContain([environment, side, commit].join(" "));
        for (const capability of of) expect(counts.get(capability), capability).toBeGreaterThan(0);
        for (const [capability, others] of Object.entries(except)) {
          for (const { at } of others) {
            expect(at, capability).toBeLessThan(counts.get(capability) ?? 0);
          }
        }
      }
    });

    it("speaks of gates, capabilities and people that there are", () => {
      for (const { capabilities: of, kind } of evidence) {
        for (const capability of of) expect(keysOf(capabilities), kind).toContain(capability);
      }
      for (const { gate, capability, askedBy, agreedBy } of waivers) {
        expect(keysOf(qualityGates)).toContain(gate);
        expect(keysOf(capabilities)).toContain(capability);
        expect(askedBy, "two people").not.toBe(agreedBy);
      }
      const handles = examplePeople.map(({ handle }) => handle);
      for (const { by } of comments) expect(handles).toContain(by);
    });
  },
);
