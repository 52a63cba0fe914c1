import { describe, expect, test } from "vitest";
import { boardCsv } from "@/components/gates/board-csv";
import { moveCell } from "@/components/gates/cell-move";
import {
  boardWords,
  cellSentence,
  changeWords,
  gateAddress,
  ruleParts,
  ruleText,
} from "@/components/gates/gate-words";
import { drawBoard } from "@/lib/client/test-gate-board";

const board = drawBoard(["parity", "budgets"], { "v2-push": "pf", oauth: "uw" });
const change = (was: string | null, is: string) => ({
  gate: "parity",
  capability: "oauth",
  environment: "staging",
  was,
  is,
  because: "",
  at: board.readAt,
});

describe("the sentence of a board", () => {
  test("counts what fails and what nobody knows", () => {
    expect(boardWords(board)).toEqual({
      failing: "1 quality gate failing",
      unknown: "1 unknown",
      since: "Since yesterday: nothing changed.",
    });
  });

  test("opened is what let through and no longer does; unknown to fail is neither", () => {
    const changes = [
      change("pass", "fail"),
      change("unknown", "waived"),
      change("unknown", "fail"),
    ];
    const lastReview = { at: board.changedSince, by: "Ada" };
    expect(boardWords({ ...board, changes, lastReview }).since).toBe(
      "Since the last review: 1 opened, 1 closed.",
    );
  });
});

test("a cell says gate, capability, reading, what it shows and why", () => {
  const [, cell] = board.capabilities[0]?.cells ?? [];
  if (!cell) throw new Error("no cell");
  expect(cellSentence("v2 push", "Budgets", { ...cell, isDryRun: true })).toBe(
    "Budgets of v2 push: fail (+5.3 ms). it reads fail Dry run: it does not bind.",
  );
});

test.each([
  ["pass", "not-applicable", "pass → not applicable"],
  [null, "fail", "reads fail"],
])("from %s to %s is told as %s", (was, is, says) => {
  expect(changeWords({ was, is })).toBe(says);
});

describe("a rule as it is written", () => {
  const rule = 'size(budgets) > 0 && budgets.all(b, b.state == "within")';

  test.each([
    [null, [rule]],
    ["", [rule]],
    ["nowhere", [rule]],
    ["size(budgets) > 0", ["size(budgets) > 0", ' && budgets.all(b, b.state == "within")']],
    ['b.state == "within"', ["size(budgets) > 0 && budgets.all(b, ", 'b.state == "within"', ")"]],
  ])("cut at the clause %s joins to itself", (clause, parts) => {
    const cut = ruleParts(rule, clause);
    expect(cut.map(({ text }) => text)).toEqual(parts);
    expect(cut.filter(({ isClause }) => isClause).map(({ text }) => text)).toEqual(
      parts.length > 1 ? [clause] : [],
    );
  });

  test("spaces and lines between words are the writer's own", () => {
    const written = "tests.total > 0 &&\n  tests.failing\n    == 0";
    expect(ruleParts(written, "tests.failing == 0").at(-1)).toEqual({
      text: "tests.failing\n    == 0",
      isClause: true,
    });
  });

  test("a ready-made check is its name and its parameters", () => {
    expect(ruleText({ kind: "check", check: "tests", with: { hours: 72, side: "target" } })).toBe(
      "tests\n  hours: 72\n  side: target",
    );
    expect(ruleText({ kind: "cel", expression: "true" })).toBe("true");
  });
});

test("the board is saved as it is shown: a line a capability, three columns a gate", () => {
  const csv = boardCsv(board.gates.slice(1), board.capabilities.slice(0, 1)).split("\r\n");
  expect(csv[0]).toContain("may take,Gate budgets,Gate budgets: shown,Gate budgets: because");
  expect(csv[1]).toContain("v2-push,v2 push,9,1,team-v2-push,WS1,,fail,");
});

describe("moving through cells", () => {
  const size = { rows: 3, columns: 2 };

  test.each([
    [null, "j", { row: 0, column: 0 }],
    [{ row: 0, column: 0 }, "ArrowDown", { row: 1, column: 0 }],
    [{ row: 2, column: 1 }, "j", { row: 2, column: 1 }],
    [{ row: 2, column: 1 }, "l", { row: 2, column: 1 }],
    [{ row: 2, column: 1 }, "k", { row: 1, column: 1 }],
    [{ row: 2, column: 1 }, "h", { row: 2, column: 0 }],
    [{ row: 2, column: 0 }, "End", { row: 2, column: 1 }],
    [{ row: 2, column: 1 }, "Home", { row: 2, column: 0 }],
    [{ row: 2, column: 1 }, "x", null],
  ])("from %j with %s to %j", (from, key, to) => expect(moveCell(from, key, size)).toEqual(to));

  test("nowhere on an empty board", () => {
    expect(moveCell(null, "j", { rows: 0, columns: 5 })).toBeNull();
  });
});

test("a gate's address keeps the environment", () => {
  expect(gateAddress({ program: "quay", environment: "staging" }, "budgets", "v2-push")).toBe(
    "/programs/quay/gates/budgets/v2-push?environment=staging",
  );
});
