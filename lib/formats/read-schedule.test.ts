import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { readInventory } from "@/lib/formats/read-inventory";
import { readMarkdownTables } from "@/lib/formats/read-markdown-tables";
import {
  readReviewGuide,
  readSchedule,
  scheduleColumns,
  scopesIn,
} from "@/lib/formats/read-schedule";

const words = { legacy: "python", target: "go" };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const weeksOf = (text: string) => {
  const [table] = readMarkdownTables("plan.md", text);
  const columns = table ? scheduleColumns(table) : null;
  return table && columns ? readSchedule(table, columns) : null;
};
const registersOf = (text: string) =>
  readInventory([{ name: "plan.md", bytes: bytes(text) }], words).registers ?? [];

describe("what a cell of a schedule names", () => {
  test.each([
    ["A1..A4 owner-signoff promotion", "A1 A2 A3 A4", "owner-signoff promotion"],
    ["P0, P1 (+ retired-decision review)", "P0 P1", "retired-decision review"],
    ["route cleanup pass", "", "route cleanup pass"],
    ["W2", "W2", ""],
    ["P3–P5 and W1", "P3 P4 P5 W1", ""],
    ["A1 to A3; B7", "A1 A2 A3 B7", ""],
    ["A1-3", "A1 A2 A3", ""],
    ["A1-A3", "A1 A2 A3", ""],
    ["WP0-WORKERS & W1", "WP0-WORKERS W1", ""],
    ["BATCH-A1-ROUTES, BATCH-WP0-WORKERS", "BATCH-A1-ROUTES BATCH-WP0-WORKERS", ""],
    ["A1, A1", "A1", ""],
    ["", "", ""],
    ["–", "", ""],
  ])("%s", (cell, scopes, left) => {
    const found = scopesIn(cell);
    expect({ scopes: found.scopes.join(" "), words: found.words }).toEqual({ scopes, words: left });
  });

  test.each(["A4..A1", "A1..P3", "A1..A9999"])("%s is no range and is kept as words", (cell) => {
    expect(scopesIn(cell)).toMatchObject({ scopes: [], words: cell, unread: [cell] });
  });

  test("a range names each of its waves once, in order, however it is written", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("A", "P", "W", "WP"),
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom("..", "...", "…", " – ", " to ", " through "),
        (letter, from, length, sign) => {
          const { scopes, words: left } = scopesIn(
            `${letter}${from}${sign}${letter}${from + length}`,
          );
          expect(scopes).toEqual(
            Array.from({ length: length + 1 }, (_, at) => `${letter}${from + at}`),
          );
          expect(left).toBe("");
        },
      ),
    );
  });

  test("any cell is read, and what it names stands in it or between two that do", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (cell) => {
        const { scopes, words: left } = scopesIn(cell);
        expect(new Set(scopes).size).toBe(scopes.length);
        if (scopes.length === 1) expect(cell).toContain(scopes[0]);
        expect(left.length).toBeLessThanOrEqual(cell.length);
      }),
    );
  });
});

describe("which tables are schedules", () => {
  test.each([
    ["| Week | Waves |\n|---|---|\n| 2026-02-09 | A1 |", true],
    ["| Week of | Batches | Focus |\n|---|---|---|\n| 9 Feb 2026 | B1 | Start |", true],
    ["| Week | Task | Status |\n|---|---|---|\n| 1 | x | open |", false],
    ["| Week | Wave | Status |\n|---|---|---|\n| 1 | A1 | open |", false],
    ["| Wave | Rows |\n|---|---|\n| A1 | 43 |", false],
  ])("%s", (text, isSchedule) => {
    expect(weeksOf(text) !== null).toBe(isSchedule);
  });
});

describe("what an import takes of it", () => {
  const document = [
    "# Plan",
    "| Week | Route waves | Goals |",
    "|---|---|---|",
    "| 2026-02-09 | `A1`..`A2` promotion | Begin |",
    "| 16 Feb 2026 | `A4..A1` | End |",
    "## Checklist of a session",
    "1. Look **back**.",
    "   And forward.",
    "2. Sign.",
    "```",
    "3. Not this one.",
    "```",
    "## Cautions",
    "- `A3` goes with `P2`.",
  ].join("\n");

  test("weeks by their first day, with their waves, words and goals", () => {
    const weeks = registersOf(document).filter(({ kind }) => kind === "schedule-week");
    const values = weeks.map(({ key, fields }) => [
      key,
      Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
    ]);
    expect(values).toEqual([
      ["2026-02-09", { scopes: "A1, A2", notes: "promotion", goals: "Begin" }],
      ["2026-02-16", { notes: "A4..A1", goals: "End" }],
    ]);
  });

  test("the checklist and the cautions, and where they begin", () => {
    expect(readReviewGuide(document)).toEqual({
      checklist: ["Look back. And forward.", "Sign."],
      cautions: ["A3 goes with P2."],
      rows: { checklist: 7, cautions: 14 },
    });
  });

  test.each([
    ["| soon | A1 |", /does not say when its week starts: “soon”/],
    ["| 02\\/03\\/2026 | A1 |", /does not say when its week starts/],
    ["| 2026-02-09 | A1 |\n| 9 Feb 2026 | A2 |", /The week of 2026-02-09 stands in rows 3 and 4/],
  ])("%s is refused", (rows, says) => {
    expect(() => registersOf(`| Week | Waves |\n|---|---|\n${rows}`)).toThrow(says);
  });

  test("a range that is none is told", () => {
    const { findings } = readInventory([{ name: "plan.md", bytes: bytes(document) }], words);
    expect(findings.map(({ says }) => says)).toEqual([
      "Week 16 Feb 2026: “A4..A1” in plan.md, row 5 is no range of waves; it is kept as a note.",
    ]);
  });
});

describe.skipIf(realFixtures() === null)(
  "the real schedule (skipped without ../shared/real)",
  () => {
    test("four weeks, five steps of a session, three cautions", () => {
      const { registers = [], sources } = readInventory(realFiles("quay"), words);
      const fields = registers
        .filter(({ kind }) => kind === "schedule-week")
        .map((week) => [week.key, week.fields.scopes?.value, week.fields.notes?.value]);
      expect(fields).toEqual([
        [
          "2026-02-09",
          "A1, A2, A3, A4, P0, P1, W1",
          "owner-signoff promotion; retired-decision review",
        ],
        ["2026-02-16", "P2, W2", "route cleanup pass"],
        ["2026-02-23", "P3, P4, W2", "route cleanup pass"],
        ["2026-03-02", "P5, W3", "final route verification audit"],
      ]);
      const guide = registers.find(({ kind }) => kind === "review-guide");
      expect(guide?.fields.checklist?.value).toHaveLength(5);
      expect(guide?.fields.cautions?.value).toHaveLength(3);
      expect(sources.find(({ file }) => file === "signoff_schedule.md")).toMatchObject({
        recognisedAs: "sign-off schedule",
        rows: 4,
      });
    });
  },
);
