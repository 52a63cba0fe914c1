import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueOfBatch, endOfWeek, standingOfBatch, weeksOfBatch } from "@/lib/domain/batch-standing";

const weeks = [
  { startsAt: "2026-02-09", scopes: ["A1", "A2", "P0", "W1"] },
  { startsAt: "2026-02-16", scopes: ["P2", "W2"] },
  { startsAt: "2026-02-23", scopes: ["P3", "W2", "BATCH-LAST"] },
];
const at = (text: string): Date => new Date(text);

describe("the weeks of a batch", () => {
  test.each([
    ["a wave of its rows", { key: "B", weekOf: null, waves: ["A1"] }, ["2026-02-09"]],
    [
      "a wave of two weeks",
      { key: "B", weekOf: null, waves: ["W2"] },
      ["2026-02-16", "2026-02-23"],
    ],
    ["its own key", { key: "BATCH-LAST", weekOf: null, waves: [] }, ["2026-02-23"]],
    ["nothing that is planned", { key: "B", weekOf: null, waves: ["Z9"] }, []],
    [
      "its own week before the schedule's",
      { key: "B", weekOf: "2026-04-06", waves: ["A1"] },
      ["2026-04-06"],
    ],
  ])("%s", (_, batch, found) => {
    expect(weeksOfBatch(batch, weeks)).toEqual(found);
  });

  test("a week lasts until the end of its seventh day", () => {
    expect(endOfWeek("2026-02-09").toISOString()).toBe("2026-02-15T23:59:59.999Z");
  });

  test("an own date goes before the last week, and the last week before none", () => {
    const own = at("2026-02-20T12:00:00Z");
    expect(dueOfBatch(own, ["2026-02-09"])).toEqual({ at: own, from: "own-date" });
    expect(dueOfBatch(null, ["2026-02-09", "2026-02-16"])).toEqual({
      at: endOfWeek("2026-02-16"),
      from: "week",
    });
    expect(dueOfBatch(null, [])).toBeNull();
  });
});

describe("how a batch stands", () => {
  const due = { at: at("2026-02-15T23:59:59.999Z"), from: "week" } as const;
  test.each([
    [0, 0, "2026-02-10T00:00:00Z", "empty", null, "It has no rows."],
    [5, 5, "2026-03-10T00:00:00Z", "done", null, "All 5 rows are done."],
    [43, 3, "2026-02-10T00:00:00Z", "on-time", 8, "40 rows to go, 5 days left: 8 rows a day."],
    [43, 3, "2026-02-14T12:00:00Z", "on-time", 40, "40 rows to go, 1 day left: 40 rows a day."],
    [43, 42, "2026-02-15T12:00:00Z", "on-time", 1, "It is due within a day, with 1 row to go."],
    [43, 42, "2026-02-16T00:00:00Z", "late", null, "1 row to go, less than a minute late."],
    [43, 0, "2026-02-20T00:00:00Z", "late", null, "43 rows to go, 4 days late."],
  ])("%d rows, %d done, on %s: %s", (rows, done, now, state, pace, says) => {
    expect(standingOfBatch({ rows, done, unsigned: 0 }, due, at(now))).toMatchObject({
      state,
      pace,
      says,
    });
  });

  test("rows that files brought are done, and it says that nobody signed them here", () => {
    const counts = { rows: 5, done: 5, unsigned: 3 };
    expect(standingOfBatch(counts, due, at("2026-03-10T00:00:00Z"))).toMatchObject({
      state: "done",
      remaining: 0,
      says: "All 5 rows are done, 3 by file and unsigned here.",
    });
  });

  test("without a date it is neither late nor on time", () => {
    expect(
      standingOfBatch({ rows: 2, done: 1, unsigned: 1 }, null, at("2026-02-10T00:00:00Z")),
    ).toEqual({
      state: "no-date",
      remaining: 1,
      daysLeft: null,
      pace: null,
      says: "1 row to go, and no week or date to be done by.",
    });
  });

  test("its pace, kept up, is enough, and one row a day less is not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.nat({ max: 50_000 }),
        fc.integer({ min: 1, max: 400 * 86_400_000 }),
        (rows, some, before) => {
          const done = some % rows;
          const standing = standingOfBatch(
            { rows, done, unsigned: 0 },
            due,
            new Date(due.at.getTime() - before),
          );
          const { pace, daysLeft, remaining } = standing;
          expect(standing.state).toBe("on-time");
          const days = Math.max(1, daysLeft ?? 0);
          expect((pace ?? 0) * days).toBeGreaterThanOrEqual(remaining);
          expect(((pace ?? 0) - 1) * days).toBeLessThan(remaining);
        },
      ),
    );
  });
});
