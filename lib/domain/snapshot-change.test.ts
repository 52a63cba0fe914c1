import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { planChange } from "@/lib/domain/plan-change";
import { planForce } from "@/lib/domain/plan-force";
import type { Snapshot } from "@/lib/domain/snapshot";
import { applyChange, diffSnapshots } from "@/lib/domain/snapshot-change";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

const owner = fc.constantFrom("python", "go", null);
const edit: fc.Arbitrary<SwitchEdit> = fc.oneof(
  fc.record({ level: fc.constant("program" as const), owner }),
  fc.record({ level: fc.constant("family" as const), key: fc.constant("registry-v2"), owner }),
  fc.record({
    level: fc.constant("capability" as const),
    key: fc.constantFrom("v2-pull", "v2-push"),
    owner: fc.constant("go"),
    canary: fc.record({ percent: fc.nat(10_000), key: fc.constant("org" as const) }),
  }),
  fc.record({
    level: fc.constant("capability" as const),
    key: fc.constantFrom("v2-pull", "v2-push"),
    owner,
  }),
  fc.record({
    level: fc.constant("route" as const),
    key: fc.constantFrom("R1", "R2", "R3"),
    owner,
  }),
  fc.record({
    level: fc.constant("worker" as const),
    key: fc.constant("notificationworker"),
    owner: fc.constantFrom("python", "go", "off"),
  }),
);

const next = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  version: snapshot.version + 1,
  updatedAt: "2026-11-21T03:00:00Z",
});

test("a change carried over gives the same bytes as the snapshot it was made from", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), fc.boolean(), (edits, isForced) => {
      const legacy = exampleSnapshot({ capabilities: { "v2-push": { legacy: "lossy" } } });
      const before = edits.reduce(
        (snapshot, one) => planChange(snapshot, [one], "s").after,
        legacy,
      );
      const after = next(isForced ? planForce(legacy, programForce).after : legacy);
      const change = diffSnapshots(before, after);
      expect(change).not.toBeNull();
      const carried =
        change === null ? null : applyChange(before, JSON.parse(JSON.stringify(change)));
      expect(canonicalJson(carried)).toBe(canonicalJson(after));
      const back = diffSnapshots(after, { ...before, version: 44 });
      expect(canonicalJson(back === null ? null : applyChange(after, back))).toBe(
        canonicalJson({ ...before, version: 44 }),
      );
    }),
  );
});

test.each<[string, (snapshot: Snapshot) => Snapshot]>([
  ["a row more", (from) => ({ ...from, routes: [...from.routes, exampleRoute("R4")] })],
  [
    "a row that moved to another capability",
    (from) => ({ ...from, routes: from.routes.map((row) => ({ ...row, capability: "x" })) }),
  ],
  ["a worker less", (from) => ({ ...from, workers: {} })],
  ["another epoch", (from) => ({ ...from, epoch: 2 })],
])("%s is told only by the whole snapshot", (_, change) => {
  expect(diffSnapshots(exampleSnapshot(), next(change(exampleSnapshot())))).toBeNull();
});

test("a change is applied only to the version it starts from and to rows that are there", () => {
  const before = exampleSnapshot();
  const after = next(planChange(before, [{ level: "route", key: "R1", owner: "go" }], "s").after);
  const change = diffSnapshots(before, after);
  if (change === null) throw new Error("told by rules");
  expect(applyChange(after, change)).toBeNull();
  expect(applyChange({ ...before, epoch: 2 }, change)).toBeNull();
  expect(applyChange({ ...before, routes: before.routes.slice(1) }, change)).toBeNull();
});
