import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits } from "@/lib/domain/apply-edits";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import { ownershipReader } from "@/lib/domain/ownership";
import { rulesForRoutes } from "@/lib/domain/rules-for-routes";

const snapshot = exampleSnapshot({
  capabilities: { "v2-pull": { owner: "go", canary: { orgs: ["acme"] } } },
  routes: [
    exampleRoute("R1"),
    exampleRoute("R2", { owner: "python" }),
    exampleRoute("R3", { capability: "v2-push" }),
    exampleRoute("R4", { capability: "v2-push" }),
    exampleRoute("R5", { capability: null }),
  ],
});

describe("the rules that give routes to an owner", () => {
  test("a whole capability gets one, and pins beneath it go; a part of one gets its own", () => {
    expect(rulesForRoutes(snapshot, ["R1", "R2", "R3", "R5", "R9"], "go")).toEqual([
      { level: "capability", key: "v2-pull", owner: "go" },
      { level: "route", key: "R2", owner: null },
      { level: "route", key: "R3", owner: "go" },
      { level: "route", key: "R5", owner: "go" },
    ]);
  });

  test("all of them belong to it afterwards, and no other route moves", () => {
    const ids = snapshot.routes.map(({ id }) => id);
    fc.assert(
      fc.property(
        fc.subarray(ids, { minLength: 1 }),
        fc.constantFrom("go", "python"),
        (routes, owner) => {
          const edits = rulesForRoutes(snapshot, routes, owner);
          const { after } = applyEdits(snapshot, edits, "salt", {
            capabilities: new Set(["v2-pull", "v2-push"]),
          });
          const [was, is] = [ownershipReader(snapshot), ownershipReader(after)];
          for (const [at, route] of snapshot.routes.entries()) {
            const then = after.routes[at] ?? route;
            expect(is(then).says).toBe(routes.includes(route.id) ? owner : was(route).says);
          }
        },
      ),
    );
  });
});
