import { describe, expect, test } from "vitest";
import { classifyEffect } from "@/lib/domain/classify-effect";
import {
  exampleSnapshot as board,
  programForce,
  exampleRoute as route,
} from "@/lib/domain/example-snapshot";
import { planChange } from "@/lib/domain/plan-change";
import { planForce, planLift } from "@/lib/domain/plan-force";
import type { SnapshotRoute } from "@/lib/domain/snapshot";
import { processorTime } from "@/lib/domain/test-processor-time";

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

  test("taking away a legacy row whose requests a wider row on the target would meet is a flip", () => {
    const wide = route("WIDE", { pattern: "/v2/{any}", owner: "go" });
    const narrow = route("NARROW", { pattern: "/v2/narrow", owner: "python" });
    const effect = classifyEffect(board({ routes: [narrow, wide] }), board({ routes: [wide] }));
    expect(effect.kind).toBe("flip");
    expect(effect.routeMoves).toMatchObject([{ route: "NARROW", from: "python", to: "go" }]);
    const apart = route("APART", { pattern: "/v1/{any}", owner: "go" });
    expect(
      classifyEffect(board({ routes: [narrow, apart] }), board({ routes: [apart] })).kind,
    ).toBe("none");
  });

  describe("under a sticky rule a stamp decides before the rule does", () => {
    const ruled = (owner: string, sticky: boolean) =>
      board({
        capabilities: { "v2-pull": { owner, ...(sticky ? { sticky: "creation" as const } : {}) } },
      });
    test.each([
      ["python", false, "python", true, "flip"],
      ["python", true, "python", false, "rollback"],
      ["go", true, "go", false, "flip"],
      ["go", false, "go", true, "rollback"],
      ["go", true, "python", true, "rollback"],
      ["go", true, "python", false, "rollback"],
      ["python", true, "python", true, "none"],
    ])("%s, sticky %s -> %s, sticky %s is a %s", (was, wasSticky, is, isSticky, kind) => {
      expect(classifyEffect(ruled(was, wasSticky), ruled(is, isSticky)).kind).toBe(kind);
    });

    test("so lifting a force from a sticky legacy rule is a flip", () => {
      const forced = planForce(ruled("python", true), programForce).after;
      expect(planLift(forced, { scope: "program" }).kind).toBe("flip");
    });
  });

  test("50,000 routes take well under a second", () => {
    const routes = Array.from({ length: 50_000 }, (_, at) =>
      route(`R${at}`, { capability: `c${at % 500}`, family: `f${at % 20}` }),
    );
    const large = board({ routes });
    const spent = processorTime();
    expect(planChange(large, [{ level: "program", owner: "go" }], "s").routeMoves).toHaveLength(
      50_000,
    );
    expect(spent()).toBeLessThan(1000);
  });
});
