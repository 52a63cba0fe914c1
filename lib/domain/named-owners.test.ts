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
