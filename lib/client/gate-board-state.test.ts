import { describe, expect, test } from "vitest";
import {
  boardSearch,
  changedCells,
  countValues,
  type GateBoardState,
  isNarrowed,
  narrowBoard,
  readBoardState,
} from "./gate-board-state";
import { drawBoard } from "./test-gate-board";

const at = (text: string): GateBoardState => readBoardState(new URLSearchParams(text));
const rest = at("");
const change = {
  gate: "budgets",
  capability: "v2-push",
  environment: "staging",
  was: "pass",
  is: "fail",
  because: "over",
  at: "2026-11-21T09:00:00.000Z",
};
const board = drawBoard(
  ["parity", "budgets"],
  { "v2-pull": "pp", "v2-push": "pf", oauth: "uu" },
  { changes: [change] },
);
const keysOf = (state: GateBoardState, gates: ReadonlySet<string> | null = null): string[] =>
  narrowBoard(board, state, gates).capabilities.map(({ key }) => key);

describe("the address of a board", () => {
  test.each([
    "",
    "q=push&state=fail,unknown&team=a&workstream=WS1&milestone=M0&changed=true&since=review&cell=budgets%3Av2-push",
  ])("says the same when it is written again: %s", (text) => {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(boardSearch(at(text)))) {
      const word = typeof value === "string" ? value : value.join(",");
      if (word) search.set(name, word);
    }
    expect(readBoardState(search)).toEqual(at(text));
  });

  test("what it does not know is at rest", () => {
    expect(at("since=ever&cell=budgets")).toEqual(rest);
    expect(isNarrowed(rest)).toBe(false);
  });

  test.each(["q=x", "state=fail", "team=a", "workstream=b", "milestone=M0", "changed=true"])(
    "%s narrows",
    (text) => expect(isNarrowed(at(text))).toBe(true),
  );
});

describe("a narrowed board", () => {
  test.each([
    ["", ["v2-pull", "v2-push", "oauth"]],
    ["q=V2 pu", ["v2-pull", "v2-push"]],
    ["state=fail", ["v2-push"]],
    ["state=fail,unknown", ["v2-push", "oauth"]],
    ["team=team-oauth", ["oauth"]],
    ["workstream=WS2", []],
    ["changed=true", ["v2-push"]],
  ])("%s keeps %j", (text, kept) => expect(keysOf(at(text))).toEqual(kept));

  test("a milestone keeps its gates, and its readings decide", () => {
    const { gates, capabilities } = narrowBoard(board, at("state=fail"), new Set(["parity"]));
    expect(gates.map(({ key }) => key)).toEqual(["parity"]);
    expect(capabilities).toEqual([]);
    expect(keysOf(at("state=unknown"), new Set(["parity"]))).toEqual(["oauth"]);
  });
});

test("a changed cell is known by its gate and capability", () => {
  expect([...changedCells(board)]).toEqual(["budgets:v2-push"]);
});

test("values are counted by capability, the most first", () => {
  expect(countValues(board.capabilities, ({ workstreams }) => [...workstreams, "WS1"])).toEqual([
    { value: "WS1", label: "WS1", count: 3 },
  ]);
});
