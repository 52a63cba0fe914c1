import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type OwnedRow,
  type OwnerRule,
  ownerDecider,
  ownerRuleFaults,
  teamOfOwner,
} from "./owner-rules";

const row: OwnedRow = {
  kind: "route",
  key: "ROUTE-0311",
  sourcePath: "endpoints/v2/tag.py",
  capability: "v2-pull",
  family: "registry-v2",
  wave: "A1",
  namedTeam: "registryd-v2",
  handTeam: null,
};
const codeowners = (path: string) => ({
  owners: path.startsWith("endpoints/") ? ["@someone", "@acme/api", "@acme/db"] : [],
  rows: [3],
});
const teams = { "@acme/api": "api", "@acme/db": "db" };
const owner = (rules: OwnerRule[], more: Partial<OwnedRow> = {}) =>
  ownerDecider(rules, codeowners, teams)({ ...row, ...more });

describe("whose a row is", () => {
  const fitting = { team: "by-rule", wave: "A1" };
  test.each<[string, OwnerRule[], Partial<OwnedRow>, string | null, string | null]>([
    ["by hand before all else", [fitting], { handTeam: "by-hand" }, "by-hand", "hand"],
    ["by rule before CODEOWNERS", [fitting], {}, "by-rule", "rule"],
    ["by CODEOWNERS before the sources", [], {}, "api", "codeowners"],
    ["as the sources say, elsewhere", [], { sourcePath: "web/x.py" }, "registryd-v2", "import"],
    ["as the sources say, without a file", [], { sourcePath: null }, "registryd-v2", "import"],
    ["nobody's, where nobody says", [], { sourcePath: null, namedTeam: null }, null, null],
  ])("%s", (_, rules, more, team, why) => {
    const decided = owner(rules, more);
    expect([decided?.team ?? null, decided?.why.is ?? null]).toEqual([team, why]);
  });

  test("the first owner that is a team here has it; other teams are named", () => {
    expect(owner([])?.why).toEqual({
      is: "codeowners",
      rows: [3],
      owner: "@acme/api",
      also: ["db"],
    });
  });

  test.each<[OwnerRule, boolean]>([
    [{ team: "x", kinds: ["route"] }, true],
    [{ team: "x", kinds: ["worker"] }, false],
    [{ team: "x", kinds: ["route"], wave: "A2" }, false],
    [{ team: "x", path: "endpoints/v2/" }, true],
    [{ team: "x", path: "*.go" }, false],
    [{ team: "x", capability: "v2-pull" }, true],
    [{ team: "x", family: "registry-v1" }, false],
    [{ team: "x", key: "ROUTE-03*" }, true],
    [{ team: "x", key: "ROUTE-03?" }, false],
    [{ team: "x", key: "ROUTE" }, false],
  ])("%j fits: %s", (rule, fits) => {
    expect(owner([rule])?.why.is === "rule").toBe(fits);
  });

  test("the first rule that fits decides", () => {
    const rules = [
      { team: "a", wave: "A2" },
      { team: "b", wave: "A1" },
      { team: "c", wave: "A1" },
    ];
    expect(owner(rules)).toEqual({ team: "b", why: { is: "rule", rule: 2 } });
  });

  test("a team called like something that every object has is still unknown", () => {
    const decide = ownerDecider([], () => ({ owners: ["constructor"], rows: [1] }), {});
    expect(decide({ ...row, namedTeam: null })).toBeNull();
  });
});

const word = fc.constantFrom("a", "b", "c");
const anyRow = fc.record<OwnedRow>({
  kind: fc.constantFrom("route", "worker"),
  key: word,
  sourcePath: fc.option(word),
  capability: fc.option(word),
  family: fc.option(word),
  wave: fc.option(word),
  namedTeam: fc.option(word),
  handTeam: fc.option(word),
});
const anyRule = fc.record({ team: word, wave: word });

test("a layer that says nothing changes nothing, and one that says something hides those beneath it", () => {
  fc.assert(
    fc.property(anyRow, fc.array(anyRule), (any, rules) => {
      const all = ownerDecider(rules, codeowners, teams);
      const none = ownerDecider([], null, {});
      expect(none(any)?.team ?? null).toBe(any.handTeam ?? any.namedTeam);
      const decided = all(any);
      if (any.handTeam !== null) expect(decided?.team).toBe(any.handTeam);
      else if (rules.some(({ wave }) => wave === any.wave)) expect(decided?.why.is).toBe("rule");
      expect(all({ ...any, namedTeam: "other" })?.why.is ?? "import").toBe(
        decided?.why.is ?? "import",
      );
    }),
  );
});

test("a rule without a team or without a condition is told by its place", () => {
  const rules = [
    { team: "a", wave: "A1" },
    { team: " ", wave: "A1" },
    { team: "b", kinds: [] },
  ];
  expect(ownerRuleFaults(rules).map(({ field }) => field)).toEqual(["rules[1]", "rules[2]"]);
});

test.each([
  ["@acme/registry-v1", "registry-v1"],
  ["@acme/Registry_V1", "registry-v1"],
  ["@registry-v1", "registry-v1"],
  ["@group/sub/api", "api"],
  ["api@acme.example", null],
  ["@acme/nobody", null],
])("%s means the team %s", (written, team) => {
  expect(teamOfOwner(written, ["api", "registry-v1"])).toBe(team);
});
