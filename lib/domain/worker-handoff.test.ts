import { describe, expect, test } from "vitest";
import {
  handoffReading,
  handoffStep,
  overlapOf,
  type WorkerFacts,
  waitsFor,
} from "@/lib/domain/worker-handoff";
import type { HeldLease } from "@/lib/domain/worker-lease";

const words = { legacy: "python", target: "go" };
const facts = (more: Partial<WorkerFacts> = {}): WorkerFacts => ({
  worker: "gc",
  owner: "legacy",
  handoff: null,
  leases: [],
  reports: [],
  queues: [],
  now: 0,
  ...more,
});
const lease = (more: Partial<HeldLease> = {}): HeldLease => ({
  instance: "old-1",
  owner: "legacy",
  fence: 1,
  until: 30_000,
  isReleased: false,
  ...more,
});
const report = (instance: string, owner: "legacy" | "target", state: "running" | "stopped") => ({
  instance,
  owner,
  state,
  at: 0,
});
const onItsWay = { owner: "off", handoff: "target" } as const;

describe("a handoff", () => {
  test("goes from running over draining to drained", () => {
    expect(handoffStep(facts(), words)).toEqual({ is: "running", owner: "legacy" });
    const draining = handoffStep(facts({ ...onItsWay, leases: [lease()] }), words);
    expect(draining).toMatchObject({ is: "draining", to: "target" });
    expect(
      handoffStep(facts({ ...onItsWay, leases: [lease({ isReleased: true })] }), words),
    ).toEqual({ is: "drained", to: "target" });
    expect(handoffStep(facts({ owner: "off" }), words)).toEqual({ is: "stopped" });
  });

  test.each([
    ["an open lease", { leases: [lease()] }, /old-1 \(python\) .* end in 30 s/],
    [
      "who still reports it",
      { reports: [report("old-2", "legacy", "running")] },
      /old-2 .* still runs gc/,
    ],
    [
      "who says that it runs after its lease ended",
      {
        leases: [lease({ until: 0 })],
        reports: [{ ...report("old-1", "legacy", "running"), at: 1 }],
        now: 2,
      },
      /old-1 .* still runs gc/,
    ],
    [
      "a lease whose clock is in doubt",
      { leases: [lease({ until: 0, endsAt: 9_000 })], now: 1_000 },
      /end in 8 s/,
    ],
    [
      "a queue",
      { queues: [{ queue: "jobs", depth: 4, inFlight: 1 }] },
      /jobs to run empty: 5 left/,
    ],
  ])("waits for %s, in words", (_, more, says) => {
    const waits = waitsFor(facts({ ...onItsWay, ...more }), "target", words);
    expect(waits).toHaveLength(1);
    expect(waits[0]?.says).toMatch(says);
  });

  test.each([
    ["a lease that ran out", { leases: [lease({ until: 0 })] }],
    [
      "who said that it runs and fell silent until its lease ended",
      { leases: [lease({ until: 0 })], reports: [report("old-1", "legacy", "running" as const)] },
    ],
    ["the new owner's lease", { leases: [lease({ owner: "target" as const })] }],
    ["who reports that it stopped", { reports: [report("old-2", "legacy", "stopped")] }],
    ["an empty queue", { queues: [{ queue: "jobs", depth: 0, inFlight: 0 }] }],
    ["a queue that nobody reports", { queues: [{ queue: "jobs", depth: null, inFlight: null }] }],
  ])("does not wait for %s", (_, more) => {
    expect(waitsFor(facts({ ...onItsWay, ...more }), "target", words)).toEqual([]);
  });

  test("whoever holds a lease and reports it running is waited for once", () => {
    const both = { leases: [lease()], reports: [report("old-1", "legacy", "running")] };
    expect(waitsFor(facts({ ...onItsWay, ...both }), "target", words)).toHaveLength(1);
  });
});

describe("a worker that would go to the target", () => {
  const heard = { reports: [report("old-1", "legacy", "stopped")] };

  test("is not to skip the steps between", () => {
    expect(handoffReading(facts(heard), words)).toMatchObject({ state: "open", isSkipped: true });
  });

  test("waits for what its handoff waits for", () => {
    const reading = handoffReading(facts({ ...onItsWay, leases: [lease()] }), words);
    expect(reading).toMatchObject({ state: "open", isSkipped: true });
    expect(reading.because).toContain("old-1");
  });

  test("holds when it is drained", () => {
    expect(handoffReading(facts({ ...onItsWay, ...heard }), words)).toMatchObject({
      state: "holds",
      isSkipped: false,
    });
  });

  test("that its rule gives the target already is a lift, which leases alone hand over", () => {
    const lifted = facts({ owner: "target" as const, leases: [lease()] });
    expect(handoffReading(lifted, words)).toMatchObject({ state: "holds", isSkipped: false });
    expect(handoffReading(lifted, words).because).toContain("old-1");
  });

  test("is not guaranteed where nobody reports it, and that is no skipped step", () => {
    const reading = handoffReading(facts(), words);
    expect(reading).toMatchObject({ state: "unknown", isSkipped: false });
    expect(reading.because).toContain("not guaranteed");
  });
});

test("an overlap is told only where both owners say that they run it", () => {
  const both = [report("old-1", "legacy", "running"), report("new-1", "target", "running")];
  expect(overlapOf(facts({ reports: both }))).toEqual(both);
  expect(overlapOf(facts({ reports: both.slice(1) }))).toEqual([]);
  expect(
    overlapOf(facts({ reports: [report("old-1", "legacy", "stopped"), ...both.slice(1)] })),
  ).toEqual([]);
});
