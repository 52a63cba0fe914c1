import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits } from "@/lib/domain/apply-edits";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import { planRestore } from "@/lib/domain/plan-restore";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

const owner = fc.constantFrom("python", "go", null);
const canary = fc.record({ percent: fc.nat(10_000), key: fc.constant("org" as const) });
const edit: fc.Arbitrary<SwitchEdit> = fc.oneof(
  fc.record({ level: fc.constant("program" as const), owner }),
  fc.record({ level: fc.constant("family" as const), key: fc.constant("registry-v2"), owner }),
  fc.record({
    level: fc.constant("capability" as const),
    key: fc.constantFrom("v2-pull", "v2-push"),
    owner,
    legacy: fc.constantFrom("hot", "cold", "lossy", "gone"),
  }),
  fc.record({
    level: fc.constant("capability" as const),
    key: fc.constantFrom("v2-pull", "v2-push"),
    owner: fc.constant("go"),
    canary,
    sticky: fc.constantFrom("creation", null),
  }),
  fc.record({ level: fc.constant("route" as const), key: fc.constantFrom("R1", "R2"), owner }),
  fc.record({
    level: fc.constant("worker" as const),
    key: fc.constant("notificationworker"),
    owner: fc.constantFrom("python", "go", "off"),
  }),
);

const edited = (snapshot: Snapshot, edits: readonly SwitchEdit[]): Snapshot =>
  edits.reduce(
    (now, one, at) => applyEdits(now, [one], `salt-${now.version}-${at}`).after,
    snapshot,
  );

const rulesIn = ({ workers, ...snapshot }: Snapshot) => ({
  ...snapshot,
  workers: Object.entries(workers).map(([key, worker]) => [key, worker.owner]),
});

test("the rules, salts and legacy states of any earlier version come back in one change", () => {
  fc.assert(
    fc.property(fc.array(edit), fc.array(edit), (first, second) => {
      const then = edited(exampleSnapshot(), first);
      const now = edited({ ...then, version: 43 }, second);
      const { edits, left } = planRestore(now, then);
      expect(left).toEqual([]);
      const restored = edits.length === 0 ? now : applyEdits(now, edits, "unused").after;
      expect(rulesIn({ ...restored, version: 42 })).toEqual(rulesIn(then));
    }),
  );
});

test("a route that came later keeps its rule, and rules of what is gone are named", () => {
  const then = exampleSnapshot({
    routes: [exampleRoute("R1", { owner: "go" }), exampleRoute("R2")],
    workers: { sweeper: { owner: "go", fence: 1 } },
  });
  const now = exampleSnapshot({
    routes: [exampleRoute("R2"), exampleRoute("R9", { owner: "python" })],
    workers: {},
  });
  const { edits, left } = planRestore(now, then);
  expect(edits).toEqual([]);
  expect(left).toEqual([
    "The rule of R1 (go) stays away: the route is gone.",
    "The worker sweeper is gone.",
  ]);
});
