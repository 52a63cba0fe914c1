import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { clauseWords } from "@/lib/domain/budget-clause";
import { parseBudget } from "@/lib/domain/budget-language";
import { readMarkdownTables } from "./read-markdown-tables";

const understood = (text: string): string[] => {
  const { clauses, faults } = parseBudget(text);
  return [
    ...faults.map(({ says }) => `not understood: ${says}`),
    ...clauses.map((clause) =>
      clause.kind === "stated" ? `stated: ${clauseWords(clause)}` : clauseWords(clause),
    ),
  ];
};

const document = fs.readFileSync("docs/budgets.md", "utf8");
const examples = document.split("\n").flatMap((line) => {
  const [, written, meant] = /^\| `([^`]+)` \| (.*`) \|$/.exec(line) ?? [];
  return written && meant ? [[written, meant] as const] : [];
});

describe("the examples of docs/budgets.md", () => {
  test("are there", () => expect(examples.length).toBeGreaterThan(10));

  test.each(examples)("%s", (written, meant) => {
    expect(understood(written)).toEqual(meant.split(", ").map((part) => part.replaceAll("`", "")));
  });

  test("the refusal is the one that it shows", () => {
    const [fault] = parseBudget("P95 <= base line + ten").faults;
    expect(document.replace(/\n> /g, " ")).toContain(fault?.says);
  });
});

describe.skipIf(realFixtures() === null)(
  "the budgets of a real program (skipped without ../shared/real)",
  () => {
    const file = realFiles("quay").find(({ name }) => name === "performance_budget.md");
    const rows = file
      ? readMarkdownTables(file.name, new TextDecoder().decode(file.bytes)).flatMap(
          ({ rows: found }) => found,
        )
      : [];
    const thresholds = rows.map(({ cells }) => cells.at(-1) ?? "");

    test("are all read", () => {
      expect(thresholds.map(understood)).toEqual([
        ["P95 <= baseline + 10%", "P99 <= baseline + 15%"],
        ["P95 <= baseline + 10%", "error rate <= baseline + 0.2%"],
        ["P95 <= baseline + 15%", "stated: no digest mismatch regression"],
        ["P95 <= baseline + 10%"],
        ["queue lag P95 <= baseline + 15%"],
        ["stated: no new full scans on critical paths", "P99 <= baseline + 15%"],
      ]);
    });
  },
);
