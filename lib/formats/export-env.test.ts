import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import type { Canary, Snapshot, SnapshotRule } from "@/lib/domain/snapshot";
import { type SwitchNaming, switchName } from "@/lib/domain/switch-naming";
import { exportEnv } from "@/lib/formats/export-env";
import { obby } from "@/prisma/examples/obby";
import { quay } from "@/prisma/examples/quay";

const variablesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => {
        const [, name = "", value = ""] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line) ?? [];
        if (name === "") throw new Error(`no variable: ${line}`);
        return [name, value.replace(/^'(.*)'$/, "$1")];
      }),
  );
const told = (snapshot: Snapshot, naming: SwitchNaming, isForced = false) =>
  variablesOf(exportEnv(snapshot, { naming, isForced }));

describe("switches that are a program's own booleans", () => {
  const desktop = (more: Partial<Snapshot>): Snapshot =>
    exampleSnapshot({
      routes: ["file-watcher", "content-tracker"].map((key) =>
        exampleRoute(key, { capability: key, family: null }),
      ),
      workers: {},
      ...more,
    });

  test("are true for the target, and a percentage has its own name", () => {
    const canary = { percent: 1050, key: "user", salt: "s" } as const;
    const snapshot = desktop({ capabilities: { "file-watcher": { owner: "go", canary } } });
    expect(told(snapshot, obby.naming)).toEqual({
      EMERGENCY_ROLLBACK_TO_PYTHON: "false",
      USE_GO_FILE_WATCHER: "true",
      USE_GO_CONTENT_TRACKER: "false",
      GO_WATCHER_ROLLOUT_PERCENTAGE: "10.5",
    });
  });

  test("stay false where a canary has no variable that could say it", () => {
    const capabilities = { "file-watcher": { owner: "go", canary: { users: ["ann"] } } };
    const text = exportEnv(desktop({ capabilities }), { naming: obby.naming });
    expect(variablesOf(text)).toMatchObject({ USE_GO_FILE_WATCHER: "false" });
    expect(text).toContain("# file-watcher stays on legacy here: its users have no variable.");
  });

  test("are all false under force, and the emergency switch is on", () => {
    const snapshot = desktop({ default: { owner: "go" } });
    const forced = {
      EMERGENCY_ROLLBACK_TO_PYTHON: "true",
      USE_GO_FILE_WATCHER: "false",
      USE_GO_CONTENT_TRACKER: "false",
    };
    expect(told({ ...snapshot, force: [programForce] }, obby.naming)).toEqual(forced);
    expect(told(snapshot, obby.naming, true)).toEqual(forced);
    expect(told(snapshot, obby.naming)).toMatchObject({ USE_GO_CONTENT_TRACKER: "true" });
  });
});

describe("switches that hold an owner's word", () => {
  test("are named by level, with canaries beside them", () => {
    const canary = { orgs: ["acme", "o'neil"], percent: 7, key: "org", salt: "s" } as const;
    const snapshot = exampleSnapshot({
      families: { "registry-v2": { owner: "go", canary: { ...canary, orgs: ["acme"] } } },
      capabilities: { "v2-push": { owner: "python" } },
    });
    expect(told(snapshot, quay.naming)).toEqual({
      MIGRATION_FORCE_PYTHON: "false",
      ROUTE_OWNER_DEFAULT: "python",
      ROUTE_OWNER_FAMILY_REGISTRY_V2: "go",
      ROUTE_OWNER_CAP_V2_PUSH: "python",
      ROUTE_CANARY_ORGS: "acme",
      ROUTE_CANARY_PERCENT: "0.07",
      WORKER_OWNER_NOTIFICATIONWORKER: "python",
    });
    const quoted = { ...snapshot, families: { "registry-v2": { owner: "go", canary } } };
    expect(told(quoted, quay.naming)).toMatchObject({ ROUTE_OWNER_FAMILY_REGISTRY_V2: "python" });
  });

  test("are refused where the program wants the very members of a percentage", () => {
    const canary = { percent: 7, key: "org", salt: "s" } as const;
    const snapshot = exampleSnapshot({ default: { owner: "go", canary } });
    const settings = { naming: quay.naming, refusesOtherHashing: true };
    expect(() => exportEnv(snapshot, settings)).toThrow("This environment refuses such exports");
    expect(() => exportEnv(snapshot, { naming: null })).toThrow("no names for its switches");
  });

  test("force of a capability takes it back although its family is on the target", () => {
    const force = [{ ...programForce, scope: "capability" as const, key: "v2-push" }];
    const snapshot = exampleSnapshot({ families: { "registry-v2": { owner: "go" } }, force });
    expect(told(snapshot, quay.naming)).toMatchObject({
      MIGRATION_FORCE_PYTHON: "false",
      ROUTE_OWNER_FAMILY_REGISTRY_V2: "go",
      ROUTE_OWNER_CAP_V2_PUSH: "python",
    });
  });
});

const word = fc.constantFrom("python", "go");
const canary = fc.constantFrom<Canary | undefined>(
  undefined,
  { orgs: ["acme"] },
  { percent: 500, key: "org", salt: "s" },
  { orgs: ["acme"], except: { users: ["eve"] } },
);
const rule = fc
  .tuple(word, canary)
  .map(
    ([owner, test]): SnapshotRule => (owner === "go" && test ? { owner, canary: test } : { owner }),
  );
const maybe = fc.option(rule, { nil: undefined });
const dropped = <Value>(entries: Record<string, Value | undefined>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
const template = (name: string) => fc.constantFrom(null, `${name}_{KEY}`, `${name}_{KEY}`);

describe("whatever the rules and the names", () => {
  test("nobody whom clients send to legacy is sent to the target", () => {
    fc.assert(
      fc.property(
        fc.record({
          default: rule,
          f: maybe,
          c1: maybe,
          c2: maybe,
          r1: maybe,
          r2: maybe,
          r3: maybe,
        }),
        fc.record({ family: template("F"), capability: template("C"), route: template("R") }),
        fc.constantFrom<"owner" | "boolean">("owner", "boolean"),
        fc.constantFrom(null, "CANARY_ORGS", "ORGS_{KEY}"),
        fc.constantFrom<Snapshot["force"]>(
          [],
          [{ ...programForce, scope: "capability", key: "c1" }],
          [{ ...programForce, scope: "family", key: "f" }],
        ),
        (rules, levels, values, orgs, force) => {
          const snapshot = exampleSnapshot({
            default: rules.default,
            families: dropped({ f: rules.f }),
            capabilities: dropped({ c1: rules.c1, c2: rules.c2 }),
            routes: [
              exampleRoute("r1", { capability: "c1", family: "f", ...rules.r1 }),
              exampleRoute("r2", { capability: "c1", family: "f", ...rules.r2 }),
              exampleRoute("r3", { capability: "c2", family: "f", ...rules.r3 }),
              exampleRoute("r4", { capability: null, family: "f" }),
              exampleRoute("r5", { capability: null, family: null }),
            ],
            force,
            workers: {},
          });
          const naming: SwitchNaming = {
            ...quay.naming,
            ...levels,
            values,
            program: "P",
            canary: { orgs, repos: null, users: null, percent: "PERCENT_{KEY}" },
          };
          const variables = told(snapshot, naming);
          const index = indexSnapshot(snapshot);
          for (const route of snapshot.routes) {
            const names = [
              switchName(naming, "route", route.id),
              route.capability && switchName(naming, "capability", route.capability),
              route.family && switchName(naming, "family", route.family),
              "P",
            ];
            const name = names.find((one) => one && Object.hasOwn(variables, one)) ?? "P";
            const isTarget = ["go", "true"].includes(variables[name] ?? "");
            const owner = index.routes.get(route.id)?.base.owner;
            if (isTarget) expect(owner, JSON.stringify({ route, variables })).toBe("go");
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("a line is a comment or one variable", () => {
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(text, text, (key, name) => {
        const snapshot = exampleSnapshot({
          program: name,
          default: { owner: "go", canary: { users: [name] } },
          routes: [exampleRoute(key, { owner: "go" })],
          workers: { [key]: { owner: "go", fence: 1 }, [name]: { owner: "python", fence: 1 } },
        });
        const naming = { ...quay.naming, route: "{key}", worker: "W_{key}" };
        expect(() => told(snapshot, naming)).not.toThrow();
      }),
    );
  });
});
