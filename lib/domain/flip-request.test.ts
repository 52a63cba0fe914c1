import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Approval,
  isOpen,
  missingApprovals,
  type RequestEvent,
  refusalToDecide,
  type requestStates,
  transition,
} from "@/lib/domain/flip-request";
import type { Actor } from "@/lib/domain/permissions";

const met = { missing: 0, isTimed: false };
const lacking = { missing: 1, isTimed: true };
const timed = { missing: 0, isTimed: true };

describe("what becomes of a request", () => {
  test.each<[string, RequestEvent, string]>([
    ["draft", { kind: "submit", ...lacking }, "awaiting-approval"],
    ["draft", { kind: "submit", ...met }, "approved"],
    ["draft", { kind: "submit", ...timed }, "scheduled"],
    ["awaiting-approval", { kind: "submit", ...met }, "refused: It was asked for already."],
    ["draft", { kind: "edit", ...met }, "draft"],
    ["approved", { kind: "edit", ...lacking }, "awaiting-approval"],
    ["scheduled", { kind: "edit", ...timed }, "scheduled"],
    ["awaiting-approval", { kind: "approve", ...lacking }, "awaiting-approval"],
    ["awaiting-approval", { kind: "approve", ...met }, "approved"],
    ["awaiting-approval", { kind: "approve", ...timed }, "scheduled"],
    ["approved", { kind: "approve", ...met }, "approved"],
    ["draft", { kind: "approve", ...met }, "refused: It is a draft"],
    ["approved", { kind: "fall", ...lacking }, "awaiting-approval"],
    ["scheduled", { kind: "fall", ...lacking }, "awaiting-approval"],
    ["draft", { kind: "fall", ...lacking }, "draft"],
    ["awaiting-approval", { kind: "reject" }, "rejected"],
    ["approved", { kind: "reject" }, "rejected"],
    ["draft", { kind: "reject" }, "refused: It is a draft"],
    ["draft", { kind: "withdraw" }, "withdrawn"],
    ["scheduled", { kind: "withdraw" }, "withdrawn"],
    ["approved", { kind: "apply" }, "applied"],
    ["scheduled", { kind: "apply" }, "applied"],
    ["awaiting-approval", { kind: "apply" }, "refused: It waits for approvals."],
    ["draft", { kind: "apply" }, "refused: It is a draft"],
    ["awaiting-approval", { kind: "expire" }, "expired"],
    ["scheduled", { kind: "overtake" }, "conflicted"],
    ["applied", { kind: "apply" }, "refused: It was applied"],
    ["rejected", { kind: "approve", ...met }, "refused: It was rejected"],
    ["withdrawn", { kind: "edit", ...met }, "refused: It was withdrawn"],
    ["expired", { kind: "apply" }, "refused: It has expired"],
    ["conflicted", { kind: "apply" }, "refused: It was overtaken by another change"],
  ])("%s on %j: %s", (state, event, expected) => {
    const next = transition(state as (typeof requestStates)[number], event);
    expect(next.kind === "moves" ? next.to : `refused: ${next.because}`).toContain(expected);
  });

  const readiness = { missing: fc.integer({ min: 0, max: 3 }), isTimed: fc.boolean() };
  const event: fc.Arbitrary<RequestEvent> = fc.oneof(
    fc.record({ kind: fc.constantFrom("submit", "edit", "approve", "fall"), ...readiness }),
    fc.record({ kind: fc.constantFrom("reject", "withdraw", "apply", "expire", "overtake") }),
  );

  test("whatever happens: ended is ended, and only who lacks nothing is applied", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        let state: (typeof requestStates)[number] = "draft";
        let lacks: boolean | null = null;
        for (const each of events) {
          const next = transition(state, each);
          if (!isOpen(state)) expect(next.kind).toBe("refused");
          if (next.kind === "refused") continue;
          if (next.to === "applied") expect(lacks).toBe(false);
          if ("missing" in each && next.to !== "draft") lacks = each.missing > 0;
          state = next.to;
        }
      }),
    );
  });
});

describe("who may decide", () => {
  const requester = { id: "p1", name: "Tomasz" };
  const person = (id: string): Actor => ({
    kind: "person",
    id,
    handle: id,
    name: id,
    isAdmin: true,
    roles: [],
    teams: [],
    authentication: "password",
  });
  const token: Actor = {
    kind: "token",
    id: "t",
    name: "t",
    scopes: ["admin"],
    programId: null,
    environmentId: null,
  };
  const twin = { ...person("p1-elsewhere"), name: "Tomasz" };
  const accountsOf = (actor: Actor) => {
    if (actor.kind !== "person") return [];
    return actor === twin ? ["p1-elsewhere", "p1"] : [actor.id];
  };
  test.each<[string, Actor, string | null]>([
    ["somebody else", person("p2"), null],
    ["who asked, an admin too", person("p1"), "You asked for this yourself"],
    ["who asked, under another account", twin, "You asked for this yourself"],
    ["the admin token", token, "Only a person"],
    ["who made the token that asked", person("Ann"), "You asked for this yourself"],
    ["the machine itself", { kind: "system", name: "schedule" }, "Only a person"],
  ])("%s", (_, actor, says) => {
    const asker = actor.name === "Ann" ? { id: null, name: "ci (token of Ann)" } : requester;
    if (says === null) expect(refusalToDecide(actor, accountsOf(actor), asker)).toBeNull();
    else expect(refusalToDecide(actor, accountsOf(actor), asker)).toContain(says);
  });
});

describe("what is missing", () => {
  const requester = { id: "asker", name: "Tomasz" };
  const twins = new Map([
    ["asker-elsewhere", ["asker"]],
    ["a-elsewhere", ["a"]],
    ["a", ["a-elsewhere"]],
  ]);
  const by = (personId: string, ...teams: string[]): Approval => ({
    personId,
    accounts: [personId, ...(twins.get(personId) ?? [])],
    personName: personId,
    teams,
  });
  const anybody = { kind: "any" } as const;
  const two = { kind: "distinct", count: 2 } as const;
  const owning = { kind: "owning" } as const;
  test.each<[string, Parameters<typeof missingApprovals>[0], Approval[], string[], string[]]>([
    ["nothing where none is asked", { approvals: 0, teams: anybody }, [], ["api"], []],
    [
      "one",
      { approvals: 1, teams: anybody },
      [],
      [],
      ["1 approval by somebody other than Tomasz."],
    ],
    [
      "the asker's own does not count",
      { approvals: 1, teams: anybody },
      [by("asker")],
      [],
      ["1 approval by"],
    ],
    [
      "one of two",
      { approvals: 2, teams: anybody },
      [by("a")],
      [],
      ["1 more approval by somebody"],
    ],
    [
      "one person twice is one",
      { approvals: 2, teams: anybody },
      [by("a"), by("a")],
      [],
      ["1 more approval"],
    ],
    [
      "nor does that of another account of the asker's",
      { approvals: 1, teams: anybody },
      [by("asker-elsewhere")],
      [],
      ["1 approval by"],
    ],
    [
      "one person under two accounts is one",
      { approvals: 2, teams: anybody },
      [by("a"), by("a-elsewhere")],
      [],
      ["1 more approval"],
    ],
    ["two of two", { approvals: 2, teams: anybody }, [by("a"), by("b")], [], []],
    [
      "two of one team",
      { approvals: 2, teams: two },
      [by("a", "x"), by("b", "x")],
      [],
      ["Approvals from 2 different teams: 1 so far."],
    ],
    ["two teams", { approvals: 2, teams: two }, [by("a", "x"), by("b", "y")], [], []],
    [
      "who is in both stands for the other",
      { approvals: 2, teams: two },
      [by("a", "x", "y"), by("b", "x")],
      [],
      [],
    ],
    ["people of no team", { approvals: 2, teams: two }, [by("a"), by("b")], [], ["0 so far"]],
    [
      "an owning team is silent",
      { approvals: 1, teams: owning },
      [by("a", "x")],
      ["x", "api"],
      ["the team api, which owns"],
    ],
    [
      "the owning teams have spoken",
      { approvals: 1, teams: owning },
      [by("a", "x", "api")],
      ["x", "api"],
      [],
    ],
  ])("%s", (_, policy, approvals, owners, says) => {
    const missing = missingApprovals(policy, approvals, requester, owners);
    expect(missing).toHaveLength(says.length);
    for (const [at, part] of says.entries()) expect(missing[at]?.says).toContain(part);
  });

  const approval = fc
    .tuple(fc.constantFrom("asker", "a", "b", "c", "d"), fc.subarray(["x", "y", "z"]))
    .map(([id, teams]) => by(id, ...teams));
  test("one approval more never makes more missing, and the asker's changes nothing", () => {
    fc.assert(
      fc.property(
        fc.array(approval, { maxLength: 5 }),
        approval,
        fc.integer({ min: 1, max: 3 }),
        fc.constantFrom(anybody, two, owning),
        (approvals, one, count, teams) => {
          const policy = { approvals: count, teams };
          const sum = (list: Approval[]) =>
            missingApprovals(policy, list, requester, ["x", "y"]).reduce(
              (total, each) => total + ("count" in each ? each.count : 1),
              0,
            );
          // A person's newer approval replaces the older one with its teams.
          const others = approvals.filter(({ personId }) => personId !== one.personId);
          expect(sum([...others, one])).toBeLessThanOrEqual(sum(others));
          if (one.personId === "asker") expect(sum([...others, one])).toBe(sum(others));
        },
      ),
    );
  });
});
