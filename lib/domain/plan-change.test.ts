import { describe, expect, test } from "vitest";
import {
  exampleSnapshot as board,
  programForce,
  exampleRoute as route,
} from "@/lib/domain/example-snapshot";
import { planChange } from "@/lib/domain/plan-change";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

const kindOf = (snapshot: Snapshot, ...edits: SwitchEdit[]) =>
  planChange(snapshot, edits, "salt").kind;
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
