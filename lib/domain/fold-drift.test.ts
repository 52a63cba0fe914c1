import { describe, expect, it } from "vitest";
import { foldDrift, gateNames, type TurnedGate } from "@/lib/domain/fold-drift";

const turned = (gate: string, because: string, more: Partial<TurnedGate> = {}): TurnedGate => ({
  environment: "staging",
  gate,
  capability: "v2-pull",
  state: "fail",
  because,
  ...more,
});
const budget = { environment: "staging", names: ["PB-PULL"] };
const gatesOf = (gates: readonly TurnedGate[]) => gates.map(({ gate }) => gate);

describe("one cause is shown once", () => {
  it.each([
    ["a reason that names it", turned("budgets", "PB-PULL is breached: p95 is 60 ms."), true],
    ["a longer key", turned("budgets", "PB-PULL-AUTH is breached."), false],
    ["a key that ends in it", turned("budgets", "X-PB-PULL is breached."), false],
    ["another reason", turned("tests", "PT-1 fails on go."), false],
    [
      "another environment",
      turned("budgets", "PB-PULL is breached.", { environment: "production" }),
      false,
    ],
  ])("a gate goes with a budget that is listed anyway: %s", (_, gate, isFolded) => {
    const { causes, rest } = foldDrift([budget], [gate]);
    expect([causes[0]?.gates.length, rest.length]).toEqual(isFolded ? [1, 0] : [0, 1]);
  });

  it("gates that give the same reason stand together, and no others", () => {
    const same = "PT-1 fails on go.";
    const { rest } = foldDrift(
      [],
      [
        turned("tests", same),
        turned("parity", same),
        turned("drill", "No drill passed."),
        turned("tests", same, { environment: "production" }),
        turned("late", same, { state: "unknown" }),
      ],
    );
    expect(rest.map(gatesOf)).toEqual([["tests", "parity"], ["drill"], ["tests"], ["late"]]);
  });

  it("no gate is lost or doubled", () => {
    const all = [turned("a", "PB-PULL"), turned("b", "other"), turned("c", "other")];
    const { causes, rest } = foldDrift([budget, budget], all);
    const shown = [...causes.flatMap(({ gates }) => gates), ...rest.flat()];
    expect(gatesOf(shown).sort()).toEqual(["a", "b", "c"]);
  });
});

it("three gates are named and the others counted", () => {
  const five = ["a", "b", "c", "d", "e"].map((gate) => turned(gate, ""));
  expect(gateNames(five.slice(0, 1))).toBe("a of v2-pull");
  expect(gateNames(five)).toBe("a of v2-pull, b of v2-pull, c of v2-pull and 2 more");
});
