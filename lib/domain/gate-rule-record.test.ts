import { describe, expect, test } from "vitest";
import { exampleRow, exampleRun, exampleTest } from "@/lib/domain/example-gate-facts";
import type { GateFacts, SignatureStanding } from "@/lib/domain/gate-facts";
import { readCheck as read } from "@/lib/domain/test-gate-rule";

describe("rows, documents, decisions, queues, budgets", () => {
  const rows = (...states: ("verified" | "planned" | "retired-approved")[]) => ({
    rows: states.map((state, at) => exampleRow(`R-${at}`, { state })),
  });
  const document = (state: "verified" | "planned") => ({
    documents: [exampleRow("RUNBOOK", { kind: "document", state })],
  });
  const decision = (state: string) => ({
    decisions: [{ key: "D-007", title: "Keys", state, owner: "platform", at: null }],
  });
  const signatures = (...standings: SignatureStanding[]): Partial<GateFacts> => ({
    rows: standings.map((signature, at) => exampleRow(`R-${at}`, { state: "verified", signature })),
  });
  const signed = (kind: string, state: "signed" | "unsigned" | "stale") => ({
    signed: [{ kind, key: "v2-pull", state, says: "As it stands." }],
  });
  const queue = (producers: number, ...tests: ReturnType<typeof exampleTest>[]) => ({
    queues: [{ key: "notification", producers, consumers: 1, tests }],
  });
  const budget = (state: "within" | "breached" | "collecting", samples = 1000) => ({
    budgets: [
      {
        key: "PB-1",
        surface: "push",
        state,
        says: "P95 118 ms.",
        short: "+3.6 ms",
        samples,
        at: null,
        until: null,
      },
    ],
  });
  test.each([
    ["all rows are signed", "rows-signed", {}, rows("verified", "retired-approved"), "pass", "2/2"],
    ["one row is not", "rows-signed", {}, rows("verified", "planned"), "fail", "1/2"],
    ["no rows", "rows-signed", {}, { rows: [] }, "unknown", null],
    ["a signature is stale", "rows-signed", {}, signatures("stands", "stale"), "fail", "1/2"],
    ["none is stale", "stale-signatures", {}, signatures("stands", "none"), "pass", "0"],
    ["one is", "stale-signatures", {}, signatures("stands", "stale"), "fail", "1"],
    ["one may be", "stale-signatures", { atMost: 1 }, signatures("stale"), "pass", "1"],
    ["nothing was signed", "stale-signatures", {}, signatures("none"), "unknown", null],
    [
      "a stale one is no verified row",
      "rows-in-state",
      { state: "verified", atMost: 1 },
      signatures("stands", "stale"),
      "pass",
      "1",
    ],
    ["it is signed", "capability-signed", {}, signed("capability", "signed"), "pass", null],
    ["it was signed", "capability-signed", {}, signed("capability", "stale"), "fail", null],
    ["nobody signed it", "capability-signed", {}, { signed: [] }, "fail", null],
    [
      "a document of no row is signed",
      "document",
      { document: "v2-pull" },
      signed("document", "signed"),
      "pass",
      null,
    ],
    [
      "a document of no row is not",
      "document",
      { document: "v2-pull" },
      signed("document", "unsigned"),
      "fail",
      null,
    ],
    [
      "few enough in a state",
      "rows-in-state",
      { state: "planned", atMost: 1 },
      rows("verified", "planned"),
      "pass",
      "1",
    ],
    [
      "too many in a state",
      "rows-in-state",
      { state: "planned", atMost: 0 },
      rows("verified", "planned"),
      "fail",
      "1",
    ],
    [
      "nothing to count",
      "rows-in-state",
      { state: "planned", atMost: 0 },
      { rows: [] },
      "unknown",
      null,
    ],
    [
      "the decision is approved",
      "decision",
      { decision: "D-007" },
      decision("approved"),
      "pass",
      null,
    ],
    ["the decision is open", "decision", { decision: "D-007" }, decision("open"), "fail", null],
    [
      "there is no such decision",
      "decision",
      { decision: "D-9" },
      decision("approved"),
      "unknown",
      null,
    ],
    [
      "the document is signed",
      "document",
      { document: "RUNBOOK" },
      document("verified"),
      "pass",
      null,
    ],
    ["the document is not", "document", { document: "RUNBOOK" }, document("planned"), "fail", null],
    [
      "there is no document",
      "document",
      { document: "OTHER" },
      document("verified"),
      "unknown",
      null,
    ],
    ["no queue is touched", "dependencies", {}, {}, "not-applicable", null],
    [
      "a queue nobody is known to write to",
      "dependencies",
      {},
      queue(0, exampleTest("QMT-1", "Q", [exampleRun()])),
      "unknown",
      "0/1",
    ],
    ["a queue without a test", "dependencies", {}, queue(1), "unknown", "0/1"],
    [
      "a queue whose test passes",
      "dependencies",
      {},
      queue(1, exampleTest("QMT-1", "Q", [exampleRun()])),
      "pass",
      "1/1",
    ],
    [
      "a queue whose test fails",
      "dependencies",
      {},
      queue(1, exampleTest("QMT-1", "Q", [exampleRun("failed")])),
      "fail",
      "0/1",
    ],
    ["no budget", "budgets", {}, {}, "unknown", null],
    ["the budget is within", "budgets", {}, budget("within"), "pass", "1/1"],
    ["too few samples", "budgets", { leastSamples: 2000 }, budget("within"), "unknown", "1/1"],
    ["the budget is breached", "budgets", {}, budget("breached"), "fail", "+3.6 ms"],
    ["the budget is collecting", "budgets", {}, budget("collecting"), "unknown", "0/1"],
  ] as const)("%s", (_, check, given, facts, state, short) => {
    const reading = read(check, given, facts as Partial<GateFacts>);
    expect(reading.state).toBe(state);
    if (check !== "budgets" || state !== "unknown") expect(reading.short).toBe(short);
  });
});
