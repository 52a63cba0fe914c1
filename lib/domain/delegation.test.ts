import { describe, expect, test } from "vitest";
import {
  objectionToRole,
  objectionToScope,
  objectionToTeam,
  scopesToHandOut,
} from "@/lib/domain/delegation";
import type { Actor, Role, Scope } from "@/lib/domain/permissions";

const person = (held: readonly Role[], isAdmin = false): Actor => ({
  kind: "person",
  id: "p1",
  handle: "p1",
  name: "P One",
  isAdmin,
  roles: held.map((role) => ({ programId: "here", role })),
  teams: [],
  authentication: "password",
});

const token = (held: readonly Scope[]): Actor => ({
  kind: "token",
  id: "t1",
  name: "T One",
  scopes: held,
  programId: "here",
  environmentId: null,
});

describe("nobody hands out a scope that opens more than they may themselves", () => {
  test.each<[string, Actor, Scope[]]>([
    [
      "a manager reads and imports, but does not flip",
      person(["manager"]),
      ["plane", "read", "import", "evidence"],
    ],
    [
      "a manager who is an engineer as well flips",
      person(["manager", "engineer"]),
      ["plane", "read", "import", "evidence", "switch"],
    ],
    [
      "an admin has all",
      person([], true),
      ["plane", "read", "import", "evidence", "switch", "admin"],
    ],
    ["a viewer does not even read the audit", person(["viewer"]), ["plane"]],
    [
      "an admin token has all",
      token(["admin"]),
      ["plane", "read", "import", "evidence", "switch", "admin"],
    ],
    ["another token has its own", token(["read", "plane"]), ["plane", "read"]],
    [
      "the system has all",
      { kind: "system", name: "s" },
      ["plane", "read", "import", "evidence", "switch", "admin"],
    ],
  ])("%s", (_, actor, expected) => {
    expect(scopesToHandOut(actor, "here")).toEqual(expected);
  });

  test("a role elsewhere counts for nothing here", () => {
    expect(
      objectionToScope(person(["manager", "engineer"]), "switch", "elsewhere")?.says,
    ).toContain("switch:flip");
  });
});

const accounts = ["p1", "p1-elsewhere"];
test.each<[string, Actor, string, boolean]>([
  ["a manager gives a role to somebody else", person(["manager"]), "p2", true],
  ["a manager gives none to themselves", person(["manager"]), "p1", false],
  ["nor to another account of theirs", person(["manager"]), "p1-elsewhere", false],
  ["an admin may take any role", person([], true), "p1", true],
])("%s", (_, actor, personId, isFine) => {
  expect(objectionToRole(actor, accounts, personId) === null).toBe(isFine);
});

describe("a manager decides over a team that owns rows of their program alone", () => {
  const here = { id: "here", key: "quay" };
  const there = { id: "there", key: "forge" };
  const ofHere = { key: "registry", programs: [here] };
  const programToken = token(["admin"]);
  const everywhere: Actor = { ...programToken, programId: null } as Actor;
  test.each<[string, Actor, { key: string; programs: (typeof here)[] }, string[], RegExp | null]>([
    ["their own", person(["manager"]), ofHere, ["p2"], null],
    ["never for themselves", person(["manager"]), ofHere, ["p2", "p1"], /Nobody puts themselves/],
    [
      "nor for another account of theirs",
      person(["manager"]),
      ofHere,
      ["p1-elsewhere"],
      /Nobody puts themselves/,
    ],
    [
      "not one of two programs",
      person(["manager"]),
      { key: "db", programs: [here, there] },
      ["p2"],
      /forge/,
    ],
    [
      "not one that owns nothing",
      person(["manager"]),
      { key: "new", programs: [] },
      ["p2"],
      /owns nothing/,
    ],
    ["an admin over each", person([], true), { key: "db", programs: [here, there] }, ["p1"], null],
    [
      "a token of the program as a manager",
      programToken,
      { key: "db", programs: [there] },
      [],
      /forge/,
    ],
    [
      "a token of the installation over each",
      everywhere,
      { key: "db", programs: [there] },
      [],
      null,
    ],
  ])("%s", (_, actor, team, people, words) => {
    const objection = objectionToTeam(actor, accounts, team, "here", people);
    if (words) expect(objection?.says).toMatch(words);
    else expect(objection).toBeNull();
  });
});
