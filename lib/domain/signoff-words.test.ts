import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSignoffCell, signoffCell } from "@/lib/domain/signoff-words";

const at = new Date("2026-11-21T02:00:00Z");
const kenji = { by: "Kenji Example", at, digest: "8f2c1ab98f2c1ab9", isStale: false, was: null };

describe("a checklist's sign-off cell", () => {
  test.each([
    ["", [kenji], "Kenji Example 2026-11-21 signalbox:8f2c1ab98f2c"],
    [
      "",
      [
        { ...kenji, was: "auto-verified" },
        { ...kenji, by: "Inês", isStale: true },
      ],
      "Kenji Example 2026-11-21 signalbox:8f2c1ab98f2c (was auto-verified); Inês 2026-11-21 signalbox:8f2c1ab98f2c (stale)",
    ],
    [
      "J. Doe, by mail",
      [kenji],
      "J. Doe, by mail; Kenji Example 2026-11-21 signalbox:8f2c1ab98f2c",
    ],
    ["J. Doe", [], "J. Doe"],
  ])("tells who signed, when and what, behind what stands there", (written, some, cell) => {
    expect(signoffCell(written, some)).toBe(cell);
  });

  test("is read back as what people wrote there themselves, whatever the names", () => {
    const text = fc.string({ unit: "grapheme" });
    const state = fc.string({ unit: "grapheme", minLength: 1 });
    const signature = fc.record({
      by: text.filter((name) => name.trim() !== ""),
      at: fc.constant(at),
      digest: fc.stringMatching(/^[0-9a-f]{64}$/),
      isStale: fc.boolean(),
      was: fc.option(fc.oneof(fc.constantFrom("auto-verified", "a; b", "9 %3B"), state), {
        nil: null,
      }),
    });
    fc.assert(
      fc.property(
        text.map((written) => written.trim()),
        fc.array(signature, { maxLength: 3 }),
        (written, some) => {
          fc.pre(!written.includes("signalbox:"));
          const read = readSignoffCell(signoffCell(written, some));
          expect(read.written).toBe(written);
          expect(read.isOurs).toBe(some.length > 0);
          expect(read.was).toBe(some.find(({ was }) => was !== null)?.was ?? null);
        },
      ),
    );
  });

  test("that people wrote is none of ours", () => {
    for (const cell of ["", "J. Doe 2026-11-21", "see signalbox:8f2c", "D-001; approved"]) {
      expect(readSignoffCell(cell)).toEqual({ written: cell, isOurs: false, was: null });
    }
  });
});
