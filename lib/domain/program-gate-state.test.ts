import { describe, expect, it } from "vitest";
import {
  approvedState,
  hasReached,
  heldState,
  programGateStateOf,
  programGateStates,
} from "./program-gate-state";

describe("a program gate", () => {
  it.each([
    ["Mostly Ready", "mostly-ready"],
    ["ready_for_approval", "ready-for-approval"],
    [" COMPLETE ", "complete"],
    ["done", null],
  ])("called “%s” is %s", (word, state) => {
    expect(programGateStateOf(word)).toBe(state);
  });

  it("is ready from ready on, whatever stands in its way before", () => {
    expect(programGateStates.filter((state) => hasReached(state, "ready"))).toEqual([
      "ready",
      "ready-for-approval",
      "complete",
    ]);
  });

  it.each([
    ["pass", "complete", "complete"],
    ["waived", "complete", "complete"],
    ["fail", "complete", "mostly-ready"],
    ["unknown", "ready", "mostly-ready"],
    ["fail", "blocked", "blocked"],
  ] as const)("whose rule reads %s and that is called %s counts as %s", (reads, stated, state) => {
    expect(heldState(stated, { state: reads, because: "12 rows wait." }).state).toBe(state);
  });

  it.each([
    ["blocked", null, "blocked"],
    ["blocked", { isSigned: true, isStale: false, says: "" }, "complete"],
    ["complete", { isSigned: false, isStale: true, says: "" }, "ready-for-approval"],
    ["blocked", { isSigned: false, isStale: true, says: "" }, "blocked"],
    ["ready", { isSigned: false, isStale: false, says: "" }, "ready"],
  ] as const)("called %s and signed so: %o counts as %s", (stated, approval, state) => {
    expect(approvedState(stated, approval)).toBe(state);
  });

  it("says why its rule holds it down, and nothing where there is no rule", () => {
    expect(heldState("complete", { state: "fail", because: "12 rows wait." }).because).toBe(
      "It was called complete, and its rule reads fail: 12 rows wait.",
    );
    expect(heldState("complete", null)).toEqual({ state: "complete", because: null });
  });
});
