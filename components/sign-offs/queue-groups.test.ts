import { expect, test } from "vitest";
import { isLate, type QueueBatch, queueGroups } from "@/components/sign-offs/queue-groups";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const batch = (key: string, more: Partial<QueueBatch> = {}): QueueBatch => ({
  key,
  title: "",
  owner: null,
  weekOf: null,
  dueAt: null,
  rows: 2,
  done: 0,
  unsigned: 0,
  ...more,
});

const row = (key: string, batches: string[], waits: SignOffRow["waits"] = "next-step") =>
  ({ kind: "route", key, batches, waits }) as SignOffRow;

const shapeOf = (groups: ReturnType<typeof queueGroups>) =>
  groups.map(({ batch: of, rows }) => [
    of?.key ?? null,
    rows.map(({ row: { key }, at }) => [key, at]),
  ]);

test("rows stand under the batch of theirs that is due first, and done ones by themselves", () => {
  const groups = queueGroups(
    [row("A", ["B", "A"]), row("B", ["A"]), row("C", ["B"]), row("D", []), row("E", ["A"], "done")],
    [batch("A"), batch("B")],
    [],
  );
  expect(shapeOf(groups)).toEqual([
    [
      "A",
      [
        ["A", 0],
        ["B", 1],
      ],
    ],
    ["B", [["C", 2]]],
    [null, [["D", 3]]],
    ["A", [["E", 4]]],
  ]);
});

test("where one batch was chosen, rows stand under that one", () => {
  const groups = queueGroups([row("A", ["A", "B"])], [batch("A"), batch("B")], ["B"]);
  expect(shapeOf(groups)).toEqual([["B", [["A", 0]]]]);
});

test("a batch is late when rows of it wait past its time, and never without one", () => {
  const now = Date.parse("2026-02-16T00:00:00Z");
  const dueAt = "2026-02-15T00:00:00Z";
  expect(isLate(batch("A", { dueAt }), now)).toBe(true);
  expect(isLate(batch("A", { dueAt, done: 2 }), now)).toBe(false);
  expect(isLate(batch("A", { dueAt: "2026-02-17T00:00:00Z" }), now)).toBe(false);
  expect(isLate(batch("A"), now)).toBe(false);
});
