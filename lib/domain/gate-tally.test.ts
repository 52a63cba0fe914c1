import { describe, expect, it } from "vitest";
import { gateTally, type RecordedGate } from "@/lib/domain/gate-tally";

const gate = (
  key: string,
  state: RecordedGate["state"],
  more: Partial<RecordedGate> = {},
): RecordedGate => ({ gate: key, guards: "first-cohort", state, isDryRun: false, ...more });

describe("of the gates that are asked for before a step", () => {
  it.each<[string, readonly RecordedGate[], { holds: number; of: number; worst: string | null }]>([
    ["none is there", [], { holds: 0, of: 0, worst: null }],
    ["all hold", [gate("a", "pass"), gate("b", "pass")], { holds: 2, of: 2, worst: "pass" }],
    [
      "one is set aside",
      [gate("a", "pass"), gate("b", "waived")],
      { holds: 2, of: 2, worst: "waived" },
    ],
    [
      "one is not known",
      [gate("a", "waived"), gate("b", "unknown")],
      { holds: 1, of: 2, worst: "unknown" },
    ],
    ["one fails", [gate("a", "fail"), gate("b", "unknown")], { holds: 0, of: 2, worst: "fail" }],
    [
      "one in dry run is not counted",
      [gate("a", "pass"), gate("b", "fail", { isDryRun: true })],
      { holds: 1, of: 1, worst: "pass" },
    ],
    ["one does not apply", [gate("a", "not-applicable")], { holds: 0, of: 0, worst: null }],
    [
      "one guards a later step",
      [gate("a", "pass"), gate("b", "fail", { guards: "full" })],
      { holds: 1, of: 1, worst: "pass" },
    ],
  ])("%s", (_, gates, tally) => {
    expect(gateTally("template", gates, "first-cohort")).toEqual(tally);
  });

  it("what held before the first cohort has to hold later too", () => {
    const gates = [gate("a", "fail"), gate("b", "pass", { guards: "full" })];
    expect(gateTally("template", gates, "full")).toEqual({ holds: 1, of: 2, worst: "fail" });
  });

  it("one that is named and is not there is not known", () => {
    const demand = { "first-cohort": ["a", "gone"] };
    expect(gateTally(demand, [gate("a", "pass")], "first-cohort")).toEqual({
      holds: 1,
      of: 2,
      worst: "unknown",
    });
  });
});
