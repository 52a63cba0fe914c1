import { expect, test } from "vitest";
import { coupledSet } from "@/lib/domain/coupled-set";
import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { Couplings } from "@/lib/domain/interlocks";

const board = exampleSnapshot({
  routes: [
    exampleRoute("PULL"),
    exampleRoute("PUSH", { capability: "v2-push" }),
    exampleRoute("SCAN", { capability: "secscan" }),
    exampleRoute("ALONE", { capability: null, family: null }),
  ],
  workers: {
    notifier: { owner: "python", fence: 0 },
    scanner: { owner: "python", fence: 0, capability: "secscan" },
  },
});
const queue = (name: string, producer: string | null, consumer: string) => ({
  queue: name,
  producers: producer === null ? [] : [{ kind: "route" as const, name: producer }],
  consumers: [{ kind: "worker" as const, name: consumer }],
  tests: [],
});
const couplings: Couplings = {
  queues: [
    queue("notifications", "PUSH", "notifier"),
    queue("scans", "PUSH", "scanner"),
    queue("unknown", null, "scanner"),
  ],
  sharedSwitches: [],
  dependencies: [
    {
      id: "d",
      kind: "unit",
      subject: { level: "capability", key: "secscan" },
      requires: [{ level: "worker", key: "scanner" }],
      note: "",
    },
    {
      id: "p",
      kind: "prerequisite",
      subject: { level: "route", key: "PUSH" },
      requires: [{ level: "route", key: "ALONE" }],
      note: "",
    },
  ],
};

test("what hangs together is found through queues and units, and on from there", () => {
  expect(coupledSet(board, { level: "worker", key: "notifier" }, couplings)).toEqual({
    routes: ["PUSH", "SCAN"],
    workers: ["notifier", "scanner"],
    queues: [
      { queue: "notifications", isKnown: true },
      { queue: "scans", isKnown: true },
      { queue: "unknown", isKnown: false },
    ],
  });
});

test("what is tied to nothing goes alone, and what is not there is nothing", () => {
  const alone = { routes: ["ALONE"], workers: [], queues: [] };
  expect(coupledSet(board, { level: "route", key: "ALONE" }, couplings)).toEqual(alone);
  expect(coupledSet(board, { level: "worker", key: "gone" }, couplings).workers).toEqual([]);
});
