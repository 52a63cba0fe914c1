import { describe, expect, it } from "vitest";
import { conditionState, decisionFaults, dissentFrom } from "./go-no-go";

const now = new Date("2026-03-01T12:00:00Z");
const go = { verdict: "go", says: "GO: all 2 criteria hold." };
const noGo = { verdict: "no-go", says: "NO-GO: 1 core criterion does not hold." };
const later = { text: "Finish it", dueAt: "2026-03-02T23:59:59.000Z" };
const past = { text: "Finish it", dueAt: "2026-02-28T23:59:59.000Z" };

describe("a decision of a go/no-go room", () => {
  it.each([
    ["go", go, [], []],
    ["no-go", go, [], []],
    ["conditional-go", noGo, [later], []],
    ["go", noGo, [], [/NO-GO.*Decide no-go, or go on conditions/]],
    ["go", { verdict: "unknown", says: "UNKNOWN." }, [], [/UNKNOWN/]],
    ["conditional-go", noGo, [], [/at least one condition/]],
    ["no-go", noGo, [later], [/A no-go has no conditions/]],
    ["conditional-go", noGo, [later, past], [/due 2026-02-28, which is past/]],
  ] as const)("of %s", (decision, readiness, conditions, faults) => {
    const found = decisionFaults(readiness, { decision, conditions }, now);
    expect(found).toHaveLength(faults.length);
    for (const [at, says] of faults.entries()) expect(found[at]?.says).toMatch(says);
  });

  it("has those for dissent who voted the other way, and not who abstained", () => {
    const votes = [
      { name: "Ada", vote: "go" },
      { name: "Bob", vote: "no-go" },
      { name: "Cy", vote: "abstain" },
    ] as const;
    expect(dissentFrom("conditional-go", votes)).toEqual(["Bob"]);
    expect(dissentFrom("no-go", votes)).toEqual(["Ada"]);
  });

  it.each([
    [10, null, "open"],
    [3, null, "due-soon"],
    [0, null, "due-soon"],
    [-1, null, "overdue"],
    [-1, now, "done"],
  ] as const)("has a condition due in %i days, met %s: %s", (days, doneAt, state) => {
    const dueAt = new Date(now.getTime() + days * 86_400_000);
    expect(conditionState({ dueAt, doneAt }, now)).toBe(state);
  });
});
