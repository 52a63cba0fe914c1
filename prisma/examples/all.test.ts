import { describe, expect, it } from "vitest";
import { assignCapabilities } from "@/lib/domain/capability-rules";
import { itemsAt } from "@/lib/domain/coupled-items";
import { type InventoryItem, itemKey } from "@/lib/domain/inventory";
import { patternConflicts } from "@/lib/domain/pattern-conflicts";
import { planChange } from "@/lib/domain/plan-change";
import { parsePattern } from "@/lib/domain/route-pattern";
import type { Snapshot } from "@/lib/domain/snapshot";
import { compileRe2 } from "@/lib/formats/re2";
import { translatePath } from "@/lib/formats/translate-path";
import { examplePrograms } from "./all";
import type { ExampleProgram } from "./example-program";
import { examplePeople } from "./people";

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

const matchable = (item: InventoryItem) => ({
  id: item.key,
  method: item.method ?? "",
  host: item.host,
  pattern: item.pattern,
});

/** Everything on legacy: what an environment of the program holds before its first change. */
const firstSnapshot = (program: ExampleProgram, environment: string): Snapshot => {
  const { items } = program.reading;
  const { assignments } = assignCapabilities(items, program.capabilityRules);
  const ownable = items.filter((item) => item.isSwitchable);
  return {
    schema: "signalbox.snapshot/v1",
    program: program.key,
    environment,
    epoch: 1,
    version: 1,
    updatedAt: "2026-01-05T09:00:00Z",
    owners: { legacy: program.legacy, target: program.target },
    force: [],
    default: { owner: program.legacy },
    families: {},
    capabilities: {},
    routes: ownable
      .filter((item) => item.kind === "route")
      .map((item) => ({
        ...matchable(item),
        family: item.family,
        capability: assignments.get(itemKey(item)) ?? null,
      })),
    workers: Object.fromEntries(
      ownable
        .filter((item) => item.kind === "worker")
        .map((item) => [item.switchName, { owner: program.legacy, fence: 0 }]),
    ),
  };
};

describe.each(examplePrograms.map((program) => [program.key, program] as const))(
  "the example %s holds together",
  (_key, program) => {
    const { items, couplings, findings } = program.reading;
    const routes = items.filter((item) => item.kind === "route");
    const workers = items.filter((item) => item.kind === "worker");
    const keysOf = (kind: string) =>
      new Set(items.filter((item) => item.kind === kind).map((item) => item.key));

    it("gives every item of a kind its own key", () => {
      expect(repeated(items.map((item) => `${item.kind} ${item.key}`))).toEqual([]);
    });

    it("gives every worker its own switch name", () => {
      expect(repeated(workers.map((worker) => worker.switchName ?? ""))).toEqual([]);
    });

    it("has no method and pattern twice on one host", () => {
      expect(
        repeated(routes.map((route) => `${route.host} ${route.method} ${route.pattern}`)),
      ).toEqual([]);
    });

    it("writes every path so that an import would read the same pattern out of it", () => {
      const read = routes.map((route) => translatePath(route.path ?? ""));
      expect(read).toEqual(routes.map((route) => ({ pattern: route.pattern })));
    });

    it("has patterns that parse, and no two that stand in each other's way", () => {
      for (const { pattern } of routes) {
        expect(parsePattern(pattern ?? "", compileRe2).text).toBe(pattern);
      }
      const conflicts = patternConflicts(routes.map(matchable), compileRe2);
      expect(conflicts.map(({ says }) => says)).toEqual([]);
    });

    it("couples only queues, routes and workers that exist", () => {
      for (const coupling of couplings) {
        expect(keysOf("queue")).toContain(coupling.queue);
        expect(keysOf(coupling.kind)).toContain(coupling.item);
      }
    });

    it("has findings only about items that exist", () => {
      const known = new Set(items.map((item) => item.key));
      expect(findings.flatMap((finding) => finding.items).filter((key) => !known.has(key))).toEqual(
        [],
      );
    });

    it("says of every stated value where it stands, and of nothing else", () => {
      for (const { kind: _kind, key: _key, provenance, attributes, ...values } of items) {
        const stated = Object.entries(values).filter(
          ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
        );
        expect(Object.keys(provenance).sort()).toEqual(
          [
            ...stated.map(([field]) => field),
            ...Object.keys(attributes).map((name) => `attributes.${name}`),
          ].sort(),
        );
      }
    });

    it("names capabilities once, and its rules and items name only these", () => {
      const capabilities = program.capabilities.map(({ key }) => key);
      const named = [
        ...program.capabilityRules.map((rule) => rule.capability),
        ...items.flatMap((item) => item.capability ?? []),
      ];
      expect(repeated(capabilities)).toEqual([]);
      expect(named.filter((key) => !capabilities.includes(key))).toEqual([]);
    });

    it("makes depend on one another only what its switches reach", () => {
      const snapshot = firstSnapshot(program, program.environments[0]?.key ?? "");
      const places = (program.dependencies ?? []).flatMap(({ subject, requires }) => [
        subject,
        ...requires,
      ]);
      expect(places.filter((place) => itemsAt(snapshot, place).length === 0)).toEqual([]);
    });

    it("uses every rule and fills every capability it describes", () => {
      const { preview, unused } = assignCapabilities(items, program.capabilityRules);
      expect(unused).toEqual([]);
      expect(preview.map(({ capability }) => capability)).toEqual(
        program.capabilities.map(({ key }) => key).sort(),
      );
    });

    it("starts with switches that have an effect, outside protected environments, with a reason", () => {
      const held = new Map<string, Snapshot>();
      for (const { environment: key, reason, edits } of program.switches) {
        expect(program.environments.find((each) => each.key === key)?.isProtected).toBe(false);
        expect(reason.length).toBeGreaterThan(10);
        const plan = planChange(held.get(key) ?? firstSnapshot(program, key), edits, "example");
        expect(plan.kind).not.toBe("none");
        held.set(key, plan.after);
      }
    });
  },
);

describe("the example people", () => {
  it("cover every role, with an admin and two owners of different teams", () => {
    expect(new Set(examplePeople.flatMap(({ roles }) => roles))).toEqual(
      new Set(["manager", "owner", "engineer", "on-call", "viewer"]),
    );
    expect(examplePeople.filter(({ isAdmin }) => isAdmin)).toHaveLength(1);
    const owners = examplePeople.filter(({ roles }) => roles.includes("owner"));
    expect(owners).toHaveLength(2);
    expect(repeated(owners.flatMap(({ teams }) => teams))).toEqual([]);
    expect(repeated(examplePeople.map(({ handle }) => handle))).toEqual([]);
  });

  it("belong to teams that own something", () => {
    const owning = new Set(
      examplePrograms.flatMap(({ reading }) => reading.items.map((item) => item.team)),
    );
    for (const team of examplePeople.flatMap(({ teams }) => teams)) expect(owning).toContain(team);
  });
});
