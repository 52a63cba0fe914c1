import { describe, expect, test } from "vitest";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { doMeet, groundOf, type Touches, touchedBy } from "@/lib/domain/request-ground";
import type { Snapshot } from "@/lib/domain/snapshot";

const rule = (
  level: "program" | "family" | "capability" | "route" | "worker",
  key = "",
): Touches => ({
  places: [{ level, key }],
  forces: [],
});
const lift = (scope: "program" | "family" | "capability", key?: string): Touches => ({
  places: [],
  forces: [{ scope, ...(key ? { key } : {}) }],
});

describe("what a change reaches", () => {
  const board = exampleSnapshot({
    workers: {
      notificationworker: { owner: "python", fence: 7 },
      puller: { owner: "python", fence: 0, capability: "v2-pull" },
    },
  });
  test.each<[string, Touches, string[], string[]]>([
    ["the program's rule", rule("program"), ["R1", "R2", "R3"], []],
    ["a family", rule("family", "registry-v2"), ["R1", "R2", "R3"], []],
    ["a capability", rule("capability", "v2-push"), ["R3"], []],
    ["a route", rule("route", "R2"), ["R2"], []],
    ["a worker", rule("worker", "notificationworker"), [], ["notificationworker"]],
    ["a force over all", lift("program"), ["R1", "R2", "R3"], ["notificationworker", "puller"]],
    ["a force over a capability", lift("capability", "v2-pull"), ["R1", "R2"], ["puller"]],
    ["a name that nothing has", rule("family", "null"), [], []],
  ])("%s", (_, touches, routes, workers) => {
    const touched = touchedBy(board, touches);
    expect([...touched.routes]).toEqual(routes);
    expect([...touched.workers]).toEqual(workers);
  });

  test.each<[Touches, Touches, boolean]>([
    [rule("capability", "v2-push"), rule("route", "R3"), true],
    [rule("capability", "v2-push"), rule("capability", "v2-pull"), false],
    [rule("worker", "puller"), lift("capability", "v2-pull"), true],
    [rule("worker", "notificationworker"), lift("capability", "v2-pull"), false],
  ])("%j and %j meet: %s", (one, other, expected) => {
    expect(doMeet(touchedBy(board, one), touchedBy(board, other))).toBe(expected);
  });
});

describe("the ground of a request about v2-pull", () => {
  const board = exampleSnapshot();
  const touches = rule("capability", "v2-pull");
  const ground = (snapshot: Snapshot) => groundOf(snapshot, touchedBy(snapshot, touches));
  const [first, second] = board.routes;
  test.each<[string, Snapshot, boolean]>([
    ["a version more without a reason", { ...board, version: 43 }, false],
    [
      "another capability's flip",
      exampleSnapshot({ capabilities: { "v2-push": { owner: "go" } } }),
      false,
    ],
    [
      "a worker's handoff",
      exampleSnapshot({ workers: { notificationworker: { owner: "go", fence: 8 } } }),
      false,
    ],
    ["its family's flip", exampleSnapshot({ families: { "registry-v2": { owner: "go" } } }), true],
    ["its own flip", exampleSnapshot({ capabilities: { "v2-pull": { owner: "go" } } }), true],
    [
      "a canary's percentage",
      exampleSnapshot({
        capabilities: { "v2-pull": { owner: "go", canary: { percent: 7, key: "org", salt: "s" } } },
      }),
      true,
    ],
    [
      "a pin on one of its routes",
      { ...board, routes: [{ ...exampleRoute("R1"), owner: "python" }, ...board.routes.slice(1)] },
      true,
    ],
    ["a route more in it", { ...board, routes: [...board.routes, exampleRoute("R9")] }, true],
    ["a route fewer", { ...board, routes: board.routes.slice(1) }, true],
    [
      "a route that stands for something else",
      { ...board, routes: [exampleRoute("R1", { pattern: "/else" }), ...board.routes.slice(1)] },
      true,
    ],
    ["a force", exampleSnapshot({ force: [programForce] }), true],
    [
      "legacy that is gone",
      exampleSnapshot({ capabilities: { "v2-pull": { legacy: "gone" } } }),
      true,
    ],
    [
      "the same routes in another order",
      { ...board, routes: [second, first, board.routes[2]].filter((each) => each !== undefined) },
      false,
    ],
  ])("%s: moved %s", (_, after, hasMoved) => {
    expect(ground(after) !== ground(board)).toBe(hasMoved);
  });
});
