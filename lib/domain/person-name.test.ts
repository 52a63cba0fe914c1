import fc from "fast-check";
import { expect, test } from "vitest";
import { objectionToName, printedName } from "@/lib/domain/person-name";

test.each([
  ["Ada Lovelace"],
  ["עדה לאבלייס"],
  ["محمد الخوارزمي"],
  ["Nguyễn Thị Minh Khai"],
  ["李小龍"],
  ["علی\u200Cرضا"],
  ["x".repeat(120)],
])("%s is a name", (name) => {
  expect(objectionToName(name)).toBeNull();
  expect(printedName(name)).toBe(name.normalize("NFC"));
});

test.each([
  ["nothing", "   ", /empty/],
  ["300 characters", "x".repeat(300), /has 300 characters; at most 120/],
  ["a right-to-left override", "Ada\u202E nimdA", /direction/],
  ["a right-to-left mark", "Ada\u200F", /direction/],
  ["an isolate that never ends", "Ada\u2067", /direction/],
  ["a space without width", "A\u200Bda", /cannot be seen/],
  ["a joiner that joins nothing", "Ada\u200D", /cannot be seen/],
  ["a line break", "Ada\nApproved", /cannot be seen/],
])("%s is refused in words", (_, name, words) => {
  expect(objectionToName(name)).toMatch(words);
});

test("a provider's name is made fit to print", () => {
  expect(printedName(`\u202EAda\u202C \n ${"e\u0301".repeat(300)}`)).toBe(`Ada ${"é".repeat(116)}`);
  expect(printedName("\u200F\u200B")).toBe("");
  expect(printedName("😀".repeat(300))).toBe("😀".repeat(120));
});

test("what is printed is never objected to, unless nothing is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
      const printed = printedName(name);
      expect(printed === "" || objectionToName(printed) === null).toBe(true);
    }),
    { numRuns: 40 },
  );
});
