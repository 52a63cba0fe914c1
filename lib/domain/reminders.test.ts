import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Owed, reminderOf, reminderRules } from "@/lib/domain/reminders";

const dueAt = new Date("2026-03-10T12:00:00Z");
const owed = (about: Owed["about"]): Owed => ({
  about,
  id: "1",
  dueAt,
  since: null,
  title: "It",
  owner: "@kenji",
  personId: "p",
});
const hoursBefore = (hours: number): Date => new Date(dueAt.getTime() - hours * 3_600_000);
const kindAt = (about: Owed["about"], hours: number) =>
  reminderOf(owed(about), hoursBefore(hours))?.kind ?? null;

describe("what is said of what is owed", () => {
  test.each<[Owed["about"], number, string | null]>([
    ["waiver", 73, null],
    ["waiver", 72, "waiver-ends-soon"],
    ["waiver", 0.1, "waiver-ends-soon"],
    ["waiver", 0, "waiver-ended"],
    ["waiver", -5, "waiver-ended"],
    ["condition", 73, null],
    ["condition", 71, "condition-due"],
    ["condition", 0, "condition-overdue"],
    ["condition", -500, "condition-overdue"],
    ["decision", 169, null],
    ["decision", 168, "decision-due"],
    ["decision", -1, "decision-late"],
    ["review", 7, null],
    ["review", 6, "review-due"],
    ["review", -1, "review-late"],
    ["request", 25, null],
    ["request", 24, "request-expires-soon"],
    ["request", -1, null],
    ["signature", 49, null],
    ["signature", 48, "signature-due"],
    ["signature", 0, "signature-overdue"],
    ["batch", 73, null],
    ["batch", 72, "batch-due"],
    ["batch", -1, "batch-overdue"],
  ])("of a %s %d hours before its time: %s", (about, hours, kind) => {
    expect(kindAt(about, hours)).toBe(kind);
  });

  test("what is owed for a short time is near for the last third of it", () => {
    const short = { ...owed("request"), since: hoursBefore(6) };
    expect(reminderOf(short, hoursBefore(2.1))).toBeNull();
    expect(reminderOf(short, hoursBefore(2))?.kind).toBe("request-expires-soon");
    const long = { ...owed("request"), since: hoursBefore(600) };
    expect(reminderOf(long, hoursBefore(24.1))).toBeNull();
    expect(reminderOf(long, hoursBefore(24))?.kind).toBe("request-expires-soon");
  });

  test("names it and its time", () => {
    expect(reminderOf(owed("condition"), hoursBefore(-1))).toEqual({
      kind: "condition-overdue",
      says: "It was due on 2026-03-10 12:00 UTC.",
      dedupe: "condition-overdue 1 2026-03-10T12:00:00.000Z",
      to: [{ owner: "@kenji" }, { roles: ["manager"] }],
    });
  });

  test("a date that is moved is told of again, the same date is the same reminder whenever it is asked for", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(reminderRules) as Owed["about"][])),
        fc.double({ min: -100, max: 200, noNaN: true }),
        fc.double({ min: -100, max: 200, noNaN: true }),
        (about, one, other) => {
          const [first, second] = [one, other].map((hours) =>
            reminderOf(owed(about), hoursBefore(hours)),
          );
          if (!first || !second) return;
          expect(first.dedupe === second.dedupe).toBe(first.kind === second.kind);
          const moved = { ...owed(about), dueAt: new Date(dueAt.getTime() + 60_000) };
          expect(reminderOf(moved, hoursBefore(one))?.dedupe).not.toBe(first.dedupe);
        },
      ),
    );
  });
});
