import { expect, test } from "vitest";
import { processorTime } from "@/lib/domain/test-processor-time";
import { guardCell, isFormula, unguardCell } from "@/lib/formats/formula-guard";

test.each([
  ["=1+1", true],
  ["+cmd|' /C calc'!A0", true],
  ["-a|b!", true],
  ["@SUM(A1)", true],
  ["-5", false],
  ["- note", false],
  ["@team", false],
  ["+a!b|c", false],
])("%s is a formula: %s", (cell, is) => {
  expect(isFormula(cell)).toBe(is);
});

test.each(["=1", "+1-a", "-a", "@a", "\ta", "\ra", "''=1", "-5", "plain", "'quoted'"])(
  "%j is written so that no spreadsheet evaluates it, and read back",
  (cell) => {
    expect(unguardCell(guardCell(cell))).toBe(cell);
    expect(isFormula(guardCell(cell))).toBe(false);
  },
);

test("a cell of a megabyte is looked at once", () => {
  const spent = processorTime();
  for (const part of ["|", "A.", "1", " "]) isFormula(`+${part.repeat(500_000)}`);
  expect(spent()).toBeLessThan(2_000);
});
