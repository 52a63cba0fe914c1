import type { ExampleSchedule, ExampleSigning } from "../example-record";

/** When its rows are gone through, and in which batches. */
export const schedule: ExampleSchedule = {
  weeks: [
    { from: -1, scopes: ["1"], goals: "Health and readiness: the replay shows no difference" },
    { from: 0, scopes: ["2"], goals: "Trade: errors and timeouts of the replay, one by one" },
    {
      from: 1,
      scopes: ["2", "3"],
      notes: "soak test over the weekend before",
      goals: "What trade left open; tasks are read for the first time",
    },
  ],
  checklist: [
    "Read the differences that the replay found.",
    "Look at p99 and cold starts against the baseline.",
    "Hear whoever was on call.",
    "Sign an endpoint, or name what it waits for.",
  ],
  cautions: ["Orders are placed once: a difference there stops the review."],
  batches: [
    { key: "step-1", title: "Step 1: health", owner: "gateway" },
    { key: "step-2", title: "Step 2: trade", owner: "gateway-trade", due: 6 },
    { key: "step-3", title: "Step 3: tasks", owner: "gateway-task", due: 20 },
  ],
};

/** What is signed, what moved since, and who stands in for whom. */
export const signing: ExampleSigning = {
  documents: [
    {
      kind: "document",
      key: "rfc-gateway.md",
      title: "RFC: the gateway in Go",
      place: "docs/rfc-gateway.md",
      owner: "gateway",
      revision: "4c1f0e2",
      signed: { by: "ines", ago: 12 },
    },
    {
      kind: "runbook",
      key: "back-to-blue.md",
      title: "Back to blue",
      place: "runbooks/back-to-blue.md",
      owner: "gateway",
      revision: "a90b77d",
      signed: { by: "ines", ago: 6 },
      now: "e13c5f0",
    },
  ],
  moved: [{ key: "EP-002", anchor: "src/routes/health.ts:44" }],
  deputies: [
    {
      absent: "ines",
      deputy: "tomasz",
      from: -1,
      until: 6,
      reason: "At the soak test in the other building",
    },
  ],
  asks: [{ key: "EP-004", by: "tomasz", ago: 1.5, due: 2 }],
  returns: [
    {
      key: "EP-005",
      kind: "needs-work",
      by: "ines",
      ago: 0.8,
      reason: "The version of Node is still in the answer; name both builds.",
    },
  ],
};
