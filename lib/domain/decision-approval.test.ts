import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvalState, cannotApprove, type DecisionVote } from "./decision-approval";

const vote = (handle: string, more: Partial<DecisionVote> = {}): DecisionVote => ({
  version: 2,
  handle,
  name: handle,
  teams: [],
  isApproval: true,
  isWriter: false,
  ...more,
});
const wrote = { isWriter: true };
const named = (...approvers: string[]) => ({ approvers, owner: "runtime", version: 2 });

describe("approval of a decision", () => {
  it.each<[string, ReturnType<typeof named>, DecisionVote[], string, string[]]>([
    ["by nobody", named("@ada"), [], "open", ["@ada"]],
    ["by the one who is named", named("@ada"), [vote("ada")], "approved", []],
    ["by somebody else", named("@ada"), [vote("bob")], "open", ["@ada"]],
    ["by one of two", named("@ada", "data"), [vote("ada")], "open", ["data"]],
    [
      "by a member of a team that is named",
      named("data"),
      [vote("x", { teams: ["data"] })],
      "approved",
      [],
    ],
    [
      "by one person for two names",
      named("@ada", "data"),
      [vote("ada", { teams: ["data"] })],
      "approved",
      [],
    ],
    [
      "on what it said before an edit",
      named("@ada"),
      [vote("ada", { version: 1 })],
      "open",
      ["@ada"],
    ],
    [
      "with one rejection",
      named("@ada", "@bob"),
      [vote("ada"), vote("bob", { isApproval: false })],
      "rejected",
      ["@bob"],
    ],
    [
      "with a rejection by somebody not named",
      named("@ada"),
      [vote("bob", { isApproval: false })],
      "open",
      ["@ada"],
    ],
    ["by nobody but who wrote it", named("@ada"), [vote("ada", wrote)], "open", ["@ada"]],
    [
      "by nobody but those who wrote it",
      named("@ada", "data"),
      [vote("ada", wrote), vote("x", { ...wrote, teams: ["data"] })],
      "open",
      ["@ada", "data"],
    ],
    [
      "by who wrote it and somebody else who is named",
      named("@ada", "@bob"),
      [vote("ada", wrote), vote("bob")],
      "approved",
      [],
    ],
    [
      "by who wrote it and another of the team",
      named("data"),
      [vote("ada", { ...wrote, teams: ["data"] }), vote("bob", { teams: ["data"] })],
      "approved",
      [],
    ],
    [
      "by who wrote it and somebody who is not named",
      named("@ada"),
      [vote("ada", wrote), vote("bob")],
      "open",
      ["@ada"],
    ],
    [
      "not at all, where who wrote it rejects it",
      named("@ada"),
      [vote("ada", { ...wrote, isApproval: false })],
      "rejected",
      ["@ada"],
    ],
    [
      "by its owner where nobody is named",
      named(),
      [vote("x", { teams: ["runtime"] })],
      "approved",
      [],
    ],
  ])("%s", (_, decision, votes, status, waitsFor) => {
    expect(approvalState(decision, votes)).toEqual({ status, waitsFor });
  });

  it("is never there where neither approvers nor an owner are named", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (handles) => {
        const decision = { approvers: [], owner: null, version: 2 };
        expect(
          approvalState(
            decision,
            handles.map((handle) => vote(handle)),
          ).status,
        ).toBe("open");
      }),
    );
  });

  it.each([
    ["a token", named("@ada"), "open", null, /never an API token/],
    ["somebody who is not named", named("@ada"), "open", "bob", /approved by @ada. You are none/],
    ["anybody, once it is decided", named("@ada"), "approved", "ada", /is approved; open it again/],
    [
      "anybody, where nobody is named",
      { ...named(), owner: null },
      "open",
      "ada",
      /Name who decides/,
    ],
    ["whoever wrote it, where nobody else is named", named("@ada"), "open", "ada", /wrote D-1/],
  ] as const)("is not given by %s", (_, decision, status, handle, says) => {
    const person = handle === null ? null : { handle, teams: [], isWriter: true };
    expect(cannotApprove({ ...decision, status, key: "D-1" }, person)).toMatch(says);
  });
});
