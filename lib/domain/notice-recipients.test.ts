import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Addressee, type KnownPerson, recipientsOf } from "@/lib/domain/notice-recipients";
import type { Role } from "@/lib/domain/permissions";

const person = (
  id: string,
  roles: readonly Role[],
  teams: readonly string[] = [],
  isAdmin = false,
): KnownPerson => ({
  id,
  handle: id,
  name: `${id} Example`,
  isAdmin,
  roles,
  teams: teams.map((key) => ({ key, name: `Team ${key}` })),
});

const people = [
  person("amara", ["manager"]),
  person("kenji", ["owner"], ["registry"]),
  person("ines", ["owner", "engineer"], ["registry", "workers"]),
  person("vera", ["viewer"]),
  person("root", [], [], true),
  person("guest", [], ["registry"]),
];

describe("whom a notice reaches", () => {
  test.each<[string, readonly Addressee[], string[]]>([
    ["everybody with a role", ["everybody"], ["amara", "kenji", "ines", "vera"]],
    ["a team's members with a role", [{ teams: ["registry"] }], ["kenji", "ines"]],
    ["a role", [{ roles: ["viewer", "manager"] }], ["amara", "vera"]],
    ["who may approve", [{ permission: "switch:approve" }], ["amara", "kenji", "ines"]],
    [
      "who may approve, of a team",
      [{ permission: "switch:approve", teams: ["registry"] }],
      ["kenji", "ines"],
    ],
    ["a person by id", [{ people: ["vera", null] }], ["vera"]],
    ["an admin by id, who has no role", [{ people: ["root"] }], ["root"]],
    ["nobody without a role by id", [{ people: ["guest"] }], []],
    ["an owner's handle", [{ owner: "@kenji" }], ["kenji"]],
    ["an owner's handle without its sign", [{ owner: "KENJI" }], ["kenji"]],
    ["an owner's whole name", [{ owner: "vera  Example" }], ["vera"]],
    ["an owner's team", [{ owner: "workers" }], ["ines"]],
    ["an owner's team by its name", [{ owner: "team Registry" }], ["kenji", "ines"]],
    [
      "several owners in one field",
      [{ owner: "@vera / workers and @amara" }],
      ["amara", "ines", "vera"],
    ],
    ["the managers, where the owner is nobody here", [{ owner: "Platform Security" }], ["amara"]],
    ["the managers, where there is no owner", [{ owner: null }], ["amara"]],
    ["the managers, where the owner's team has no role here", [{ owner: "@guest" }], ["amara"]],
    [
      "each once",
      ["everybody", { owner: "@kenji" }, { people: ["kenji"] }],
      ["amara", "kenji", "ines", "vera"],
    ],
  ])("%s", (_, to, reached) => {
    expect(recipientsOf(to, people)).toEqual(reached);
  });

  test("who did it is not told", () => {
    expect(recipientsOf(["everybody"], people, ["amara", null])).toEqual(["kenji", "ines", "vera"]);
  });

  test("whatever the words of an owner field, only people of the program hear of it, and somebody does", () => {
    fc.assert(
      fc.property(fc.string(), (owner) => {
        const reached = recipientsOf([{ owner }], people);
        expect(reached.length).toBeGreaterThan(0);
        expect(reached).not.toContain("guest");
      }),
    );
  });
});
