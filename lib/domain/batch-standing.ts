const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** Rows of a batch, each counted once by what it waits for; `unsigned` is a part of `done`, `signed` and `unowned` cut across all. */
export type BatchCounts = {
  readonly rows: number;
  /** Verified or retired, and nothing against it: by a signature here or as its files say. */
  readonly done: number;
  /** Of those done: as its files say, with no signature here. */
  readonly unsigned: number;
  /** Nothing is missing for the next step. */
  readonly ready: number;
  /** Something is missing for the next step. */
  readonly lacking: number;
  /** Signed, and what was vouched for is no longer so. */
  readonly stale: number;
  /** Sent back, and not settled yet. */
  readonly returned: number;
  /** With at least one signature that stands. */
  readonly signed: number;
  /** Without an owner, and so with nobody to sign. */
  readonly unowned: number;
};

/** A week of the schedule: its first day (`2026-02-09`), and the waves and batches gone through in it. */
export type PlannedWeek = { readonly startsAt: string; readonly scopes: readonly string[] };

/** What a batch is placed in the schedule by. */
export type Placed = {
  readonly key: string;
  /** The first day of a week that somebody gave it; goes before what the schedule says. */
  readonly weekOf: string | null;
  /** Waves and phases of its rows. */
  readonly waves: readonly string[];
};

/** The weeks in which a batch is gone through, by their first days, in order: its own, else all that name it or a wave of its rows. */
export const weeksOfBatch = (batch: Placed, weeks: readonly PlannedWeek[]): string[] => {
  if (batch.weekOf !== null) return [batch.weekOf];
  const names = new Set([batch.key, ...batch.waves]);
  return weeks
    .filter(({ scopes }) => scopes.some((scope) => names.has(scope)))
    .map(({ startsAt }) => startsAt)
    .sort();
};

/** The last moment of a week that begins on a day (UTC). */
export const endOfWeek = (startsAt: string): Date =>
  new Date(Date.parse(`${startsAt}T00:00:00.000Z`) + weekMs - 1);

export type BatchDue = { readonly at: Date; readonly from: "own-date" | "week" };

/** When a batch has to be done: on its own date, else at the end of the last week that it is gone through in; `null` for neither. */
export const dueOfBatch = (ownDate: Date | null, weeks: readonly string[]): BatchDue | null => {
  if (ownDate !== null) return { at: ownDate, from: "own-date" };
  const last = weeks.at(-1);
  return last === undefined ? null : { at: endOfWeek(last), from: "week" };
};

type BatchState = "empty" | "done" | "late" | "on-time" | "no-date";

export type BatchStanding = {
  readonly state: BatchState;
  /** Rows that are not done. */
  readonly remaining: number;
  /** Whole days until it is due, or negative since; one that has begun counts in neither. `null` without a date. */
  readonly daysLeft: number | null;
  /** Rows a day that it takes to be done in time; `null` where it is done, late or has no date. */
  readonly pace: number | null;
  /** The same in words, a sentence. */
  readonly says: string;
};

const rowsWord = (count: number): string => `${count} ${count === 1 ? "row" : "rows"}`;
const counted = (count: number, unit: string): string =>
  `${count} ${unit}${count === 1 ? "" : "s"}`;

/** A span as every time on a page is rounded: down, in the largest unit that it fills. */
const spanWords = (span: number): string => {
  if (span >= dayMs) return counted(Math.floor(span / dayMs), "day");
  if (span >= hourMs) return counted(Math.floor(span / hourMs), "hour");
  if (span >= minuteMs) return counted(Math.floor(span / minuteMs), "minute");
  return "less than a minute";
};

/**
 * How a batch, a wave or a week stands. In: its counts, when it is due, and the time now. A batch is late when a row
 * of it is not done after it was due; a row that went stale or came back is not done.
 */
export const standingOfBatch = (
  { rows, done, unsigned }: Pick<BatchCounts, "rows" | "done" | "unsigned">,
  due: BatchDue | null,
  now: Date,
): BatchStanding => {
  const remaining = Math.max(0, rows - done);
  const apart = due === null ? null : due.at.getTime() - now.getTime();
  const wholeDays = apart === null ? 0 : Math.floor(Math.abs(apart) / dayMs);
  const daysLeft = apart === null ? null : apart < 0 ? 0 - wholeDays : wholeDays;
  const standing = (
    state: BatchState,
    says: string,
    pace: number | null = null,
  ): BatchStanding => ({
    state,
    remaining,
    daysLeft,
    pace,
    says,
  });
  const byFile = unsigned === 0 ? "" : `, ${unsigned} by file and unsigned here`;
  if (rows === 0) return standing("empty", "It has no rows.");
  if (remaining === 0) return standing("done", `All ${rowsWord(rows)} are done${byFile}.`);
  if (apart === null) {
    return standing("no-date", `${rowsWord(remaining)} to go, and no week or date to be done by.`);
  }
  if (apart < 0) {
    return standing("late", `${rowsWord(remaining)} to go, ${spanWords(-apart)} late.`);
  }
  const pace = Math.ceil(remaining / Math.max(1, wholeDays));
  return standing(
    "on-time",
    wholeDays === 0
      ? `It is due within a day, with ${rowsWord(remaining)} to go.`
      : `${rowsWord(remaining)} to go, ${spanWords(apart)} left: ${rowsWord(pace)} a day.`,
    pace,
  );
};

/** How many of some rows are done, and how many of those nobody signed here: `12 of 43 done (5 by file, unsigned)`. */
export const doneWords = ({
  rows,
  done,
  unsigned,
}: Pick<BatchCounts, "rows" | "done" | "unsigned">): string =>
  `${done} of ${rows} done${unsigned > 0 ? ` (${unsigned} by file, unsigned)` : ""}`;

/** The counts of several batches together. */
export const sumOfCounts = (counts: readonly BatchCounts[]): BatchCounts => {
  const sum = (of: (one: BatchCounts) => number): number =>
    counts.reduce((total, one) => total + of(one), 0);
  return {
    rows: sum(({ rows }) => rows),
    done: sum(({ done }) => done),
    unsigned: sum(({ unsigned }) => unsigned),
    ready: sum(({ ready }) => ready),
    lacking: sum(({ lacking }) => lacking),
    stale: sum(({ stale }) => stale),
    returned: sum(({ returned }) => returned),
    signed: sum(({ signed }) => signed),
    unowned: sum(({ unowned }) => unowned),
  };
};
