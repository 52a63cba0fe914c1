import { expect, test } from "vitest";
import { askedBy, planDrawing, planPoints } from "@/components/batches/plan-points";

const counts = (rows: number, done: number) => ({
  rows,
  done,
  unsigned: 0,
  ready: 0,
  lacking: 0,
  stale: 0,
  returned: 0,
  signed: 0,
  unowned: 0,
});
const due = (at: string) => ({ at: `${at}T00:00:00.000Z`, from: "week" as const });
const at = (day: string): number => Date.parse(`${day}T00:00:00.000Z`);

const plan = planPoints(
  [
    { due: due("2026-11-30"), counts: counts(268, 67) },
    { due: due("2026-11-16"), counts: counts(26, 21) },
    { due: due("2026-11-16"), counts: counts(17, 15) },
    { due: null, counts: counts(99, 9) },
  ],
  [{ due: due("2026-11-23"), unbatched: 3, counts: counts(29, 22) }],
);

test("rows are asked for by their dates, added up; what has no date by none", () => {
  expect(plan).toEqual([
    { at: at("2026-11-16"), rows: 43, done: 36 },
    { at: at("2026-11-23"), rows: 46, done: 36 },
    { at: at("2026-11-30"), rows: 314, done: 103 },
  ]);
});

test.each([
  ["2026-11-15", 0, 0],
  ["2026-11-16", 43, 36],
  ["2026-11-29", 46, 36],
  ["2027-01-01", 314, 103],
])("by %s it is %i rows, %i of them done", (day, rows, done) => {
  expect(askedBy(plan, at(day))).toEqual({ rows, done });
});

test("the drawing begins a week before the first date and ends with the last or today", () => {
  const done = [
    { at: at("2026-11-12"), rows: 20 },
    { at: at("2026-11-20"), rows: 40 },
  ];
  expect(planDrawing(plan, done, at("2026-11-20"))).toMatchObject({
    from: at("2026-11-09"),
    to: at("2026-11-30"),
    most: 314,
  });
  expect(planDrawing(plan, done, at("2027-01-01"))).toMatchObject({
    to: at("2027-01-01"),
    today: 100,
  });
  expect(planDrawing([], done, at("2026-11-20"))).toBeNull();
});
