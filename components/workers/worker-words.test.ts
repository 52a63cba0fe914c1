import { describe, expect, test } from "vitest";
import { byUrgency, handoffSteps, isInGroup, workerSays } from "@/components/workers/worker-words";
import type { WorkerView } from "@/lib/contract/workers";

const owners = { legacy: "python", target: "go" };
const worker = (more: Partial<WorkerView> = {}): WorkerView => ({
  worker: "gc",
  item: "W-1",
  capability: null,
  owner: "python",
  side: "legacy",
  fence: 0,
  step: "running",
  handoff: null,
  waits: [],
  leases: [],
  reports: [],
  queues: [],
  overlap: [],
  guarantee: "leases",
  next: [],
  ...more,
});
const lease = (owner: string, instance: string) => ({
  instance,
  owner,
  fence: 1,
  until: "2026-11-21T10:00:00.000Z",
  state: "held" as const,
});
const off = { owner: "off", side: "off" } as const;

describe("where a worker is on its way", () => {
  test.each<[string, Partial<WorkerView>, string]>([
    ["on legacy", {}, "[python] off drained go"],
    ["handed over", { ...off, step: "draining", handoff: "go" }, "python [off] drained go"],
    ["drained", { ...off, step: "drained", handoff: "go" }, "python off [drained] go"],
    ["on the target", { owner: "go", side: "target" }, "python off drained [go]"],
    ["handed back", { ...off, step: "draining", handoff: "python" }, "go [off] drained python"],
    ["stopped on purpose", { ...off, step: "stopped" }, "python [off] drained go"],
  ])("%s", (_, more, says) => {
    const words = handoffSteps(worker(more), owners).map(({ word, state }) =>
      state === "now" ? `[${word}]` : word,
    );
    expect(words.join(" ")).toBe(says);
  });
});

test.each<[string, Partial<WorkerView>, RegExp]>([
  [
    "who runs it",
    {
      leases: [lease("python", "old-1")],
      reports: [{ instance: "old-1", owner: "python", state: "running" }],
    },
    /^Runs on old-1\.$/,
  ],
  ["who may run it, and is silent", { leases: [lease("python", "old-1")] }, /^May run on old-1\.$/],
  [
    "that nobody reports it",
    { guarantee: "not-guaranteed" },
    /^Not guaranteed: nobody reports it\.$/,
  ],
  [
    "what it waits for",
    { ...off, step: "draining", handoff: "go", waits: [{ kind: "lease", says: "old-1 to stop" }] },
    /^Waits for old-1 to stop\.$/,
  ],
  ["that it may start", { ...off, step: "drained", handoff: "go" }, /^python has stopped. go may/],
  [
    "whose word is missing",
    { ...off, step: "drained", handoff: "go", guarantee: "not-guaranteed" },
    /Stop it on python yourself, then start go/,
  ],
  [
    "whose lease it waits for after a rollback",
    { leases: [lease("go", "new-1")] },
    /python waits for new-1 \(go\) to stop/,
  ],
])("says %s", (_, more, says) => {
  expect(workerSays(worker(more), owners)).toMatch(says);
});

test("an overlap stands before a handoff, and that before everything else", () => {
  const moving = worker({ worker: "moving", ...off, step: "drained", handoff: "go" });
  const torn = worker({ worker: "torn", overlap: ["old-1 (python)", "new-1 (go)"] });
  const sorted = byUrgency([worker(), moving, torn]).map((one) => one.worker);
  expect(sorted).toEqual(["torn", "moving", "gc"]);
  expect(isInGroup(moving, "off")).toBe(false);
  expect(isInGroup(moving, "moving")).toBe(true);
});
