import { describe, expect, test } from "vitest";
import { applyEdits } from "@/lib/domain/apply-edits";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import { type Couplings, type Dependency, interlocksOf } from "@/lib/domain/interlocks";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

const board = exampleSnapshot({
  routes: [
    exampleRoute("PULL"),
    exampleRoute("PUSH", { capability: "v2-push" }),
    exampleRoute("AUTH", { capability: "v2-auth" }),
  ],
  workers: { notifier: { owner: "python", fence: 0, capability: "workers" } },
});
const nothing: Couplings = { queues: [], sharedSwitches: [], dependencies: [] };
const route = (name: string) => ({ kind: "route" as const, name });
const worker = (name: string) => ({ kind: "worker" as const, name });

const read = (couplings: Partial<Couplings>, ...edits: readonly SwitchEdit[]) => {
  const { after } = applyEdits(board, edits, "s");
  const named = (level: string) =>
    new Set(edits.filter((edit) => edit.level === level).map(({ key }) => key ?? ""));
  return interlocksOf(
    after,
    { routes: named("route"), workers: named("worker") },
    { ...nothing, ...couplings },
  );
};
const to = (level: "route" | "worker" | "capability", key: string, owner = "go", more = {}) => ({
  level,
  key,
  owner,
  ...more,
});
const states = (readings: ReturnType<typeof read>) => readings.map(({ state }) => state);

describe("a queue", () => {
  const queue = {
    queue: "notifications",
    producers: [route("PUSH")],
    consumers: [worker("notifier")],
    tests: ["QMT-NOTIFICATION"],
  };

  test("is open while its writers and readers would be on two sides", () => {
    const [reading] = read({ queues: [queue] }, to("route", "PUSH"));
    expect(reading).toMatchObject({ key: "queue.notifications", state: "open" });
    expect(reading?.because).toBe(
      "PUSH would write to it as go and notifier read from it as python. QMT-NOTIFICATION has to show that each side reads what the other writes.",
    );
  });

  test("is open for a canary too: its writers are on both sides", () => {
    const canary = { canary: { percent: 100, key: "org" as const } };
    expect(states(read({ queues: [queue] }, to("route", "PUSH", "go", canary)))).toEqual(["open"]);
  });

  test("holds when both go together", () => {
    expect(
      states(read({ queues: [queue] }, to("route", "PUSH"), to("worker", "notifier"))),
    ).toEqual(["holds"]);
  });

  test("is unknown, not free, when nobody knows what writes to it or reads from it", () => {
    for (const missing of [{ producers: [] }, { consumers: [] }]) {
      const [reading] = read(
        { queues: [{ ...queue, ...missing }] },
        to("route", "PUSH"),
        to("worker", "notifier"),
      );
      expect(reading?.state).toBe("unknown");
    }
  });

  test("of other items has nothing to say", () => {
    expect(read({ queues: [queue] }, to("route", "PULL"))).toEqual([]);
  });
});

test("rows that share a switch outside go together", () => {
  const sharedSwitches = [{ switchId: "ROUTE_OWNER_1", items: [route("PULL"), route("PUSH")] }];
  expect(states(read({ sharedSwitches }, to("route", "PULL")))).toEqual(["open"]);
  expect(states(read({ sharedSwitches }, to("route", "PULL"), to("route", "PUSH")))).toEqual([
    "holds",
  ]);
});

const dependency = (more: Partial<Dependency>): Dependency => ({
  id: "d",
  kind: "unit",
  subject: { level: "route", key: "PULL" },
  requires: [{ level: "worker", key: "notifier" }],
  note: "",
  ...more,
});

test("a unit is open while a member stays behind, whichever of them moves", () => {
  const dependencies = [dependency({ note: "P2 and A3." })];
  const [open] = read({ dependencies }, to("route", "PULL"));
  expect(open).toMatchObject({ state: "open", kind: "unit" });
  expect(open?.because).toContain("notifier would stay behind");
  expect(states(read({ dependencies }, to("worker", "notifier")))).toEqual(["open"]);
  expect(states(read({ dependencies }, to("route", "PULL"), to("worker", "notifier")))).toEqual([
    "holds",
  ]);
});

test("what comes first has to be wholly on the target, and something of it has to exist", () => {
  const first = dependency({
    kind: "prerequisite",
    requires: [{ level: "capability", key: "v2-auth" }],
  });
  expect(states(read({ dependencies: [first] }, to("route", "PULL")))).toEqual(["open"]);
  expect(
    states(read({ dependencies: [first] }, to("route", "PULL"), to("capability", "v2-auth"))),
  ).toEqual(["holds"]);
  const unknown = dependency({
    kind: "prerequisite",
    requires: [{ level: "capability", key: "gone" }],
  });
  expect(states(read({ dependencies: [unknown] }, to("route", "PULL")))).toEqual(["unknown"]);
  expect(read({ dependencies: [first] }, to("route", "AUTH"))).toEqual([]);
});

test("an upload stays on one runtime only under a rule that sticks to its creation", () => {
  const upload = dependency({ kind: "upload-runtime", requires: [] });
  expect(states(read({ dependencies: [upload] }, to("route", "PULL")))).toEqual(["open"]);
  expect(
    states(read({ dependencies: [upload] }, to("route", "PULL", "go", { sticky: "creation" }))),
  ).toEqual(["holds"]);
});
