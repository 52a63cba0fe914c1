import { describe, expect, test } from "vitest";
import { classifyEffect } from "@/lib/domain/classify-effect";
import { planChange } from "@/lib/domain/plan-change";
import { planForce, planLift } from "@/lib/domain/plan-force";
import { Refusal } from "@/lib/domain/refusal";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

const route = (id: string, more: Partial<SnapshotRoute> = {}): SnapshotRoute => ({
  id,
  method: "GET",
  host: null,
  pattern: `/v2/${id}`,
  capability: "v2-pull",
  family: "registry-v2",
  ...more,
});

const board = (more: Partial<Snapshot> = {}): Snapshot => ({
  schema: "signalbox.snapshot/v1",
  program: "quay",
  environment: "staging",
  epoch: 1,
  version: 42,
  updatedAt: "2026-11-21T02:00:00Z",
  owners: { legacy: "python", target: "go" },
  force: [],
  default: { owner: "python" },
  families: {},
  capabilities: {},
  routes: [route("R1"), route("R2"), route("R3", { capability: "v2-push" })],
  workers: { notificationworker: { owner: "python", fence: 7 } },
  ...more,
});

const kindOf = (snapshot: Snapshot, ...edits: SwitchEdit[]) =>
  planChange(snapshot, edits, "salt").kind;
const programForce = {
  scope: "program",
  reason: "fire",
  by: "ann",
  since: "2026-11-21T02:00:00Z",
} as const;
const tenPercent = { percent: 1000, key: "org", salt: "s" } as const;

describe("a change is a rollback when nobody moves towards the target, else a flip", () => {
  const onGo = board({ capabilities: { "v2-pull": { owner: "go" } } });
  const pinned = board({
    capabilities: { "v2-pull": { owner: "go" } },
    routes: [route("R1", { owner: "python" }), route("R2")],
  });
  const canary = board({ capabilities: { "v2-pull": { owner: "go", canary: tenPercent } } });
  const sparing = board({
    capabilities: {
      "v2-pull": { owner: "go", canary: { ...tenPercent, except: { orgs: ["bank"] } } },
    },
  });
  const cases: [string, Snapshot, SwitchEdit, string][] = [
    [
      "a capability to the target",
      board(),
      { level: "capability", key: "v2-pull", owner: "go" },
      "flip",
    ],
    ["the program to the target", board(), { level: "program", owner: "go" }, "flip"],
    [
      "a capability back",
      onGo,
      { level: "capability", key: "v2-pull", owner: "python" },
      "rollback",
    ],
    [
      "removing the rule that sent it there",
      onGo,
      { level: "capability", key: "v2-pull", owner: null },
      "rollback",
    ],
    ["removing a legacy pin", pinned, { level: "route", key: "R1", owner: null }, "flip"],
    ["a legacy pin", onGo, { level: "route", key: "R1", owner: "python" }, "rollback"],
    [
      "raising a percentage",
      canary,
      { level: "capability", key: "v2-pull", owner: "go", canary: { percent: 2000, key: "org" } },
      "flip",
    ],
    [
      "lowering a percentage",
      canary,
      { level: "capability", key: "v2-pull", owner: "go", canary: { percent: 500, key: "org" } },
      "rollback",
    ],
    [
      "another key at a lower percentage",
      canary,
      { level: "capability", key: "v2-pull", owner: "go", canary: { percent: 500, key: "user" } },
      "flip",
    ],
    [
      "adding an org",
      canary,
      {
        level: "capability",
        key: "v2-pull",
        owner: "go",
        canary: { percent: 1000, key: "org", orgs: ["acme"] },
      },
      "flip",
    ],
    [
      "no longer sparing an org",
      sparing,
      { level: "capability", key: "v2-pull", owner: "go", canary: { percent: 1000, key: "org" } },
      "flip",
    ],
    [
      "sparing an org",
      canary,
      {
        level: "capability",
        key: "v2-pull",
        owner: "go",
        canary: { percent: 1000, key: "org", except: { orgs: ["bank"] } },
      },
      "rollback",
    ],
    [
      "the same again",
      canary,
      { level: "capability", key: "v2-pull", owner: "go", canary: { percent: 1000, key: "org" } },
      "none",
    ],
    [
      "a worker to the target",
      board(),
      { level: "worker", key: "notificationworker", owner: "go" },
      "flip",
    ],
    [
      "stopping a worker",
      board(),
      { level: "worker", key: "notificationworker", owner: "off" },
      "rollback",
    ],
    [
      "a rule that waits beneath force",
      board({ force: [programForce] }),
      { level: "program", owner: "go" },
      "flip",
    ],
  ];
  test.each(cases)("%s", (_, snapshot, edit, kind) => {
    expect(kindOf(snapshot, edit)).toBe(kind);
  });
});

test("a plan says which routes move, from what to what, and what decides them", () => {
  const plan = planChange(
    board({ routes: [route("R1"), route("R2", { owner: "python" })] }),
    [{ level: "capability", key: "v2-pull", owner: "go", canary: { percent: 1000, key: "org" } }],
    "fresh",
  );
  expect(plan.routeMoves).toEqual([
    {
      route: "R1",
      from: "python",
      to: "go for 10 % of orgs",
      fromDecidedBy: "default",
      toDecidedBy: "capability",
      isTowardsTarget: true,
      isAwayFromTarget: false,
    },
  ]);
  expect(plan.masked).toEqual([
    { edit: 0, by: "route", key: "R2", says: "python", isOnTarget: false, routes: ["R2"] },
  ]);
  expect(plan.changes).toEqual([
    {
      level: "capability",
      key: "v2-pull",
      before: null,
      after: { owner: "go", canary: { percent: 1000, key: "org", salt: "fresh" } },
    },
  ]);
});

test("a salt is set once and kept while the percentage changes", () => {
  const snapshot = board({ capabilities: { "v2-pull": { owner: "go", canary: tenPercent } } });
  const edit = {
    level: "capability",
    key: "v2-pull",
    owner: "go",
    canary: { percent: 5000, key: "org" },
  } as const;
  const { after } = planChange(snapshot, [edit], "another");
  expect(after.capabilities["v2-pull"]?.canary?.salt).toBe("s");
});

test("capabilities that flip in one change share its salt", () => {
  const canary = { percent: 100, key: "org" } as const;
  const { after } = planChange(
    board(),
    [
      { level: "capability", key: "v2-pull", owner: "go", canary },
      { level: "capability", key: "v2-push", owner: "go", canary },
    ],
    "shared",
  );
  expect(Object.values(after.capabilities).map((rule) => rule.canary?.salt)).toEqual([
    "shared",
    "shared",
  ]);
});

test("rolling a capability back offers the routes beneath that stay on the target", () => {
  const snapshot = board({
    capabilities: { "v2-pull": { owner: "go" } },
    routes: [route("R1", { owner: "go" }), route("R2"), route("R3", { owner: "python" })],
  });
  const plan = planChange(
    snapshot,
    [{ level: "capability", key: "v2-pull", owner: "python" }],
    "s",
  );
  expect(plan.routeMoves.map((move) => move.route)).toEqual(["R2"]);
  expect(plan.staysOnTarget.map((stays) => stays.key)).toEqual(["R1"]);
});

test("a worker's fence rises with a handoff and with nothing else", () => {
  const fenceAfter = (owner: string) =>
    planChange(board(), [{ level: "worker", key: "notificationworker", owner }], "s").after.workers
      .notificationworker?.fence;
  expect(fenceAfter("go")).toBe(8);
  expect(fenceAfter("python")).toBe(7);
});

test("a rule that is taken away leaves the legacy state of its capability", () => {
  const snapshot = board({ capabilities: { "v2-pull": { owner: "go", legacy: "lossy" } } });
  const { after } = planChange(
    snapshot,
    [{ level: "capability", key: "v2-pull", owner: null }],
    "s",
  );
  expect(after.capabilities).toEqual({ "v2-pull": { legacy: "lossy" } });
});

describe("what cannot be is refused with its field", () => {
  const canary = (more: object) =>
    ({ level: "capability", key: "v2-pull", owner: "go", canary: more }) as const;
  const cases: [string, SwitchEdit[], string, RegExp][] = [
    ["no edits", [], "rules", /no rule/],
    [
      "an unknown route",
      [{ level: "route", key: "R9", owner: "go" }],
      "rules[0].key",
      /no route R9 in quay staging/,
    ],
    [
      "a name every object has",
      [{ level: "worker", key: "toString", owner: "go" }],
      "rules[0].key",
      /no worker toString/,
    ],
    [
      "an unknown owner",
      [{ level: "route", key: "R1", owner: "rust" }],
      "rules[0].owner",
      /rust is not an owner.*python or go/,
    ],
    [
      "off for a route",
      [{ level: "route", key: "R1", owner: "off" }],
      "rules[0].owner",
      /Only a worker can be off/,
    ],
    [
      "a worker without an owner",
      [{ level: "worker", key: "notificationworker", owner: null }],
      "rules[0].owner",
      /always has an owner/,
    ],
    [
      "a canary on legacy",
      [{ level: "route", key: "R1", owner: "python", canary: { orgs: ["a"] } }],
      "rules[0].canary",
      /nobody to choose/,
    ],
    [
      "a canary of nobody",
      [canary({ except: { orgs: ["bank"] } })],
      "rules[0].canary",
      /names nobody/,
    ],
    [
      "a percentage of nothing",
      [canary({ percent: 10 })],
      "rules[0].canary.key",
      /user, org, repo/,
    ],
    [
      "a third decimal",
      [canary({ percent: 0.5, key: "org" })],
      "rules[0].canary.percent",
      /basis points/,
    ],
    [
      "more than everybody",
      [canary({ percent: 10_001, key: "org" })],
      "rules[0].canary.percent",
      /basis points/,
    ],
    [
      "the same place twice",
      [
        { level: "route", key: "R1", owner: "go" },
        { level: "route", key: "R1", owner: null },
      ],
      "rules[1]",
      /already set by rules\[0\]/,
    ],
  ];
  test.each(cases)("%s", (_, edits, field, says) => {
    const refusal = (() => {
      try {
        planChange(board(), edits, "s");
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).code).toBe("invalid");
    expect((refusal as Refusal).reasons[0]?.field).toBe(field);
    expect((refusal as Refusal).message).toMatch(says);
  });
});

describe("force", () => {
  const onGo = board({
    families: { "registry-v2": { owner: "go" } },
    workers: { a: { owner: "go", fence: 1 }, b: { owner: "off", fence: 1 } },
  });

  test("sends everything in its scope to legacy but starts no worker that is off", () => {
    const plan = planForce(onGo, programForce);
    expect(plan.kind).toBe("rollback");
    expect(plan.routeMoves).toHaveLength(3);
    expect(plan.workerMoves.map(({ worker, to }) => [worker, to])).toEqual([["a", "python"]]);
  });

  test("may be repeated, and lifting what is not forced does nothing", () => {
    const forced = planForce(onGo, programForce).after;
    expect(planForce(forced, programForce)).toMatchObject({ kind: "none", after: forced });
    expect(planLift(onGo, { scope: "program" })).toMatchObject({ kind: "none", after: onGo });
  });

  test("lifting is a flip when anything returns to the target, a rollback when nothing does", () => {
    expect(planLift(planForce(onGo, programForce).after, { scope: "program" }).kind).toBe("flip");
    expect(planLift(planForce(board(), programForce).after, { scope: "program" }).kind).toBe(
      "rollback",
    );
  });

  test("leaves alone what legacy no longer serves", () => {
    const gone = { ...onGo, capabilities: { "v2-pull": { legacy: "gone" } } } as const;
    expect(planForce(gone, programForce).routeMoves.map((move) => move.route)).toEqual(["R3"]);
  });

  test("of an unknown family is refused", () => {
    expect(() => planForce(onGo, { ...programForce, scope: "family", key: "x" })).toThrow(
      /no family x/,
    );
  });
});

describe("whole snapshots are compared by their effect", () => {
  const onGo = board({ capabilities: { "v2-pull": { owner: "go" } } });

  test("a new row that inherits the target is a flip, a pinned one is not", () => {
    const withRow = (more: Partial<SnapshotRoute>) => ({
      ...onGo,
      routes: [...onGo.routes, route("R4", more)],
    });
    expect(classifyEffect(onGo, withRow({})).kind).toBe("flip");
    expect(classifyEffect(onGo, withRow({ owner: "python" })).kind).toBe("none");
  });

  test("moving a route into a capability on the target is a flip, out of it a rollback", () => {
    const moved = {
      ...onGo,
      routes: onGo.routes.map((row) => ({ ...row, capability: "v2-pull" })),
    };
    expect(classifyEffect(onGo, moved).kind).toBe("flip");
    expect(classifyEffect(moved, onGo).kind).toBe("rollback");
  });

  test("a row on the target that now stands for other requests is a flip", () => {
    const other = {
      ...onGo,
      routes: [route("R1", { pattern: "/v2/{any+}" }), ...onGo.routes.slice(1)],
    };
    expect(classifyEffect(onGo, other).kind).toBe("flip");
  });

  test("50,000 routes take well under a second", () => {
    const routes = Array.from({ length: 50_000 }, (_, at) =>
      route(`R${at}`, { capability: `c${at % 500}`, family: `f${at % 20}` }),
    );
    const large = board({ routes });
    const start = performance.now();
    expect(planChange(large, [{ level: "program", owner: "go" }], "s").routeMoves).toHaveLength(
      50_000,
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
