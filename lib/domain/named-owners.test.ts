import { expect, test } from "vitest";
import { namedOwners } from "@/lib/domain/named-owners";

const known = {
  teams: [
    { key: "registryd-v2", name: "Registry v2" },
    { key: "security", name: "Security" },
  ],
  people: [{ handle: "kenji", name: "Kenji Example" }],
};

test.each([
  ["registryd-v2", ["registryd-v2"]],
  ["Registry V2, @kenji", ["registryd-v2", "@kenji"]],
  ["kenji example / Security", ["@kenji", "security"]],
  ["security and security", ["security"]],
  ["somebody", []],
  ["@security", []],
  ["", []],
  [null, []],
])("%s names %j", (words, owners) => {
  expect(namedOwners(words, known)).toEqual(owners);
});

test("a printed name takes nothing that is another's by handle, nor what two people bear", () => {
  const people = [
    { handle: "aaron", name: "kenji" },
    { handle: "kenji", name: "Kenji Example" },
    { handle: "zoe", name: "Kenji  example" },
  ];
  expect(namedOwners("kenji", { teams: [], people })).toEqual(["@kenji"]);
  expect(namedOwners("Kenji Example", { teams: [], people })).toEqual([]);
  expect(namedOwners("@aaron", { teams: [], people })).toEqual(["@aaron"]);
});
