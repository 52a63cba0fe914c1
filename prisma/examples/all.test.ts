import { describe, expect, it } from "vitest";
import { translatePath } from "@/lib/formats/translate-path";
import { examplePrograms } from "./all";
import { examplePeople } from "./people";

const repeated = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

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

    it("has rules only for families and phases that it has", () => {
      const families = new Set(items.map((item) => item.family));
      const phases = new Set(items.map((item) => item.phase));
      for (const rule of program.capabilityRules) {
        if (rule.family !== undefined) expect(families).toContain(rule.family);
        if (rule.phase !== undefined) expect(phases).toContain(rule.phase);
      }
    });

    it("switches only what exists, in an unprotected environment, in its own words, with a reason", () => {
      const switchable = {
        program: new Set<unknown>([undefined, null]),
        family: new Set<unknown>(items.map((item) => item.family)),
        capability: new Set<unknown>(program.capabilities.map(({ key }) => key)),
        route: new Set<unknown>(routes.map((route) => route.key)),
        worker: new Set<unknown>(
          workers.filter((worker) => worker.isSwitchable).map((worker) => worker.switchName),
        ),
      };
      for (const change of program.switches) {
        const environment = program.environments.find(({ key }) => key === change.environment);
        expect(environment?.isProtected).toBe(false);
        expect(change.reason.length).toBeGreaterThan(10);
        for (const edit of change.edits) {
          expect(switchable[edit.level]).toContain(edit.key);
          expect([program.legacy, program.target, "off", null]).toContain(edit.owner);
        }
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
