import { describe, expect, it } from "vitest";
import { type CriterionGround, namedIn, readCriterion } from "./read-criterion";

const gate = (key: string, state: "blocked" | "pending" | "ready" | "complete", evidence = "") =>
  [key, { key, title: `Gate ${key}`, state, heldBecause: null, evidence, owner: "data" }] as const;
const decision = (key: string, status: "open" | "approved") =>
  [key, { key, title: `Decision ${key}`, status, owner: "board", decided: "by Ada" }] as const;

const ground: CriterionGround = {
  gates: new Map([
    gate("G1", "complete", "`plan.md`"),
    gate("G2", "ready", "data_access.md drafted"),
    gate("G3", "pending"),
    gate("G10", "blocked"),
  ]),
  decisions: new Map([decision("D-1", "approved"), decision("D-2", "open")]),
  readRule: () => ({ state: "waived", because: "set aside", facts: ["a fact"] }),
};

describe("a criterion", () => {
  it.each([
    [{ kind: "gate", gate: "G1", atLeast: "ready" }, "pass", "G1 is complete."],
    [
      { kind: "gate", gate: "G2", atLeast: "complete" },
      "fail",
      "G2 is ready; asked for is complete or more.",
    ],
    [
      { kind: "gate", gate: "G3", atLeast: "ready" },
      "unknown",
      "G3 is pending; asked for is ready or more.",
    ],
    [
      { kind: "gate", gate: "G9", atLeast: "ready" },
      "unknown",
      "There is no gate G9 in this program.",
    ],
    [{ kind: "decision", decision: "D-1" }, "pass", "D-1 is approved by Ada."],
    [{ kind: "decision", decision: "D-2" }, "fail", "D-2 is open, not approved."],
    [{ kind: "decision", decision: "D-9" }, "unknown", "There is no decision D-9 in this program."],
    [{ kind: "rule", rule: {} }, "pass", "set aside"],
  ] as const)("%j reads %s", (question, state, because) => {
    expect(readCriterion(question, ground)).toMatchObject({ state, because });
  });

  it.each([
    [null, null, "unknown", "Nobody has said whether it holds."],
    ["fail", "blocked", "fail", "Does not hold: Ada says “blocked”."],
    ["pass", null, "pass", "Holds: Ada said so, 2026-02-09."],
  ] as const)("of a checklist that is said to %s (%s) reads %s", (stated, word, state, because) => {
    const at = "2026-02-09T10:00:00.000Z";
    const question = { kind: "checklist", stated, word, by: "Ada", at } as const;
    expect(readCriterion(question, ground)).toMatchObject({ state, because });
  });
});

describe("what a criterion's words name", () => {
  it.each([
    ["G1 is approved", ["G1"]],
    ["approve everything (G1-G3)", ["G1", "G2", "G3"]],
    ["D-1..D-2 approved", ["D-1", "D-2"]],
    ["`plans/data_access.md` approved", ["G2"]],
    ["G100 and xG1 are none", []],
    ["nothing at all", []],
  ])("in “%s”", (text, keys) => {
    expect(namedIn(text, ground).map(({ key }) => key)).toEqual(keys);
  });
});
