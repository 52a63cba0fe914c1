import fc from "fast-check";
import { expect, test } from "vitest";
import { personHandle } from "@/lib/domain/person-handle";

test.each<[string, (string | null)[], string[], string]>([
  ["the name they chose", ["ada"], [], "ada"],
  ["an address without its domain", [null, "Ada.L@example.org"], [], "ada.l"],
  ["marks and blanks are written plainly", ["Inês  Álvarez"], [], "ines-alvarez"],
  ["what has no letter is passed over", ["  ", "***", "bob"], [], "bob"],
  ["nothing to go by", [null, ""], [], "person"],
  ["somebody else has it", ["ada"], ["ada", "ada-2"], "ada-3"],
])("%s", (_, words, taken, expected) => {
  expect(personHandle(words, (handle) => taken.includes(handle))).toBe(expected);
});

test("whatever a provider says, the handle is a key and is free", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" })), fc.nat(5), (words, others) => {
      const taken = new Set<string>();
      for (let other = 0; other <= others; other += 1) {
        const handle = personHandle(words, (word) => taken.has(word));
        expect(handle).toMatch(/^[a-z0-9][a-z0-9._-]{0,62}$/);
        expect(taken.has(handle)).toBe(false);
        taken.add(handle);
      }
    }),
  );
});
