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

describe("a criterion that asks the approval of documents", () => {
  const document = (key: string, isSigned: boolean, lacking: string[] = []) => ({
    key,
    isSigned,
    lacking,
    says: isSigned ? `${key} is signed by Ada.` : `${key} lacks the signature of data.`,
  });
  const ask = (more: object) =>
    readCriterion(
      { kind: "approval", documents: [], besides: [], stated: null, said: null, ...more },
      ground,
    );
  const [a, b] = [document("a.md", true), document("b.md", false, ["data"])];

  it.each([
    ["one signed", { documents: [a] }, "pass", "a.md is signed by Ada."],
    ["one not signed", { documents: [b] }, "fail", "b.md lacks the signature of data."],
    [
      "not signed and said to hold",
      { documents: [b], stated: "pass", said: "x.md says “pass”" },
      "fail",
      "b.md lacks the signature of data.",
    ],
    [
      "one of two",
      { documents: [a, b] },
      "fail",
      "1 of 2 documents are signed. b.md lacks the signature of data.",
    ],
    ["two of two", { documents: [a, a] }, "pass", "2 of 2 documents are signed."],
    [
      "signed, and more that nobody said",
      { documents: [a], besides: ["CI green"] },
      "unknown",
      "a.md is signed by Ada. Nobody has said whether “CI green” holds.",
    ],
    [
      "signed, and more that is said not to hold",
      { documents: [a], besides: ["CI green"], stated: "fail", said: "x.md says “blocked”" },
      "fail",
      "a.md is signed by Ada. Of “CI green”: x.md says “blocked”.",
    ],
    [
      "signed, and more that is said to hold",
      { documents: [a], besides: ["CI green"], stated: "pass", said: "Ada said so" },
      "pass",
      "a.md is signed by Ada. Of “CI green”: Ada said so.",
    ],
  ])("%s", (_, question, state, because) => {
    expect(ask(question)).toMatchObject({ state, because });
  });

  it("is its owners' who have not signed, and leads to the first that is open", () => {
    expect(ask({ documents: [a, b] })).toMatchObject({
      owner: "data",
      about: { kind: "document", key: "b.md" },
      facts: ["a.md is signed by Ada.", "b.md lacks the signature of data."],
    });
  });
});
