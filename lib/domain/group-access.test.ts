import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GroupRule, groupStep, type Held } from "@/lib/domain/group-access";

const rule = (group: string, more: Partial<GroupRule>): GroupRule => ({
  provider: "oidc",
  group,
  programId: null,
  role: null,
  team: null,
  ...more,
});
const rules = [
  rule("platform", { programId: "p1", role: "engineer", team: "storage" }),
  rule("leads", { programId: "p1", role: "engineer" }),
  rule("leads", { programId: "p1", role: "owner" }),
  { ...rule("org/registry", { team: "registry" }), provider: "github" },
];
const nothing: Held = { roles: [], teams: [] };
const told = (...groups: string[]) => ({ provider: "oidc", groups });

test("a group gives its role and its team, each once, and says where they come from", () => {
  expect(groupStep(rules, told("platform", "leads", "unknown"), nothing)).toEqual({
    add: {
      roles: [
        { programId: "p1", role: "owner", source: "oidc leads" },
        { programId: "p1", role: "engineer", source: "oidc platform" },
      ]
        .toSorted((left, right) => left.role.localeCompare(right.role))
        .toReversed(),
      teams: [{ team: "storage", source: "oidc platform" }],
    },
    remove: { roles: [], teams: [] },
  });
});

describe("who is in no group any more", () => {
  const held: Held = {
    roles: [
      { programId: "p1", role: "engineer", source: "oidc platform" },
      { programId: "p1", role: "owner", source: "person" },
    ],
    teams: [
      { team: "storage", source: "oidc platform" },
      { team: "registry", source: "github org/registry" },
    ],
  };

  test("loses what followed this provider's groups, and nothing else", () => {
    expect(groupStep(rules, told(), held)).toEqual({
      add: { roles: [], teams: [] },
      remove: {
        roles: [{ programId: "p1", role: "engineer", source: "oidc platform" }],
        teams: [{ team: "storage", source: "oidc platform" }],
      },
    });
  });

  test("keeps what a person granted, and is not granted it twice", () => {
    const step = groupStep(rules, told("leads"), held);
    expect(step.add.roles).toEqual([{ programId: "p1", role: "engineer", source: "oidc leads" }]);
    expect(step.remove.roles).toEqual([
      { programId: "p1", role: "engineer", source: "oidc platform" },
    ]);
  });
});

test("a step that was taken leaves nothing to do", () => {
  const groups = fc.subarray(["platform", "leads", "other"]);
  fc.assert(
    fc.property(groups, groups, (before, after) => {
      const apply = (held: Held, names: string[]): Held => {
        const { add, remove } = groupStep(rules, told(...names), held);
        return {
          roles: [...held.roles.filter((one) => !remove.roles.includes(one)), ...add.roles],
          teams: [...held.teams.filter((one) => !remove.teams.includes(one)), ...add.teams],
        };
      };
      const held = apply(apply(nothing, before), after);
      expect(apply(held, after)).toEqual(held);
      expect(new Set(held.roles.map(({ role }) => role))).toEqual(
        new Set(apply(nothing, after).roles.map(({ role }) => role)),
      );
    }),
  );
});
