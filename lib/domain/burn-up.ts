import type { VerificationState } from "@/lib/domain/inventory";

/** How far a program was at the end of a day (UTC). */
export type ProgressPoint = {
  /** `2026-11-21` */
  readonly day: string;
  readonly total: number;
  readonly verified: number;
  /** By environment: rows that the target answers or runs for everybody. */
  readonly flipped: Readonly<Record<string, number>>;
};

/** A row as a burn-up sees it: whether it is verified, and in which environments the target has it. */
export type ProgressRow = {
  readonly kind: string;
  readonly verification: VerificationState;
  /** The environments in which the target has it for everybody. */
  readonly flippedIn: readonly string[];
};

/** A row whose end was approved is done: it needs neither a verification nor an owner any more. */
const isRetired = (row: ProgressRow): boolean => row.verification === "retired-approved";

const counts = (row: ProgressRow): boolean => row.kind === "route" || row.kind === "worker";

/**
 * The point of a day: takes every row of a program and its environments, gives how many count and how
 * many of those are done. Routes and workers count, since they are what moves. A retired row counts as
 * verified and as flipped everywhere, so that a program can reach its total by ending rows: a support
 * process of the legacy side, which nobody flips, is done when its end is approved.
 */
export const progressOn = (
  day: string,
  rows: readonly ProgressRow[],
  environments: readonly string[],
): ProgressPoint => {
  const moving = rows.filter(counts);
  const flippedIn = (environment: string): number =>
    moving.filter((row) => isRetired(row) || row.flippedIn.includes(environment)).length;
  return {
    day,
    total: moving.length,
    verified: moving.filter((row) => isRetired(row) || row.verification === "verified").length,
    flipped: Object.fromEntries(environments.map((key) => [key, flippedIn(key)])),
  };
};

/** The day (UTC) that a moment belongs to. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const dayMilliseconds = 86_400_000;

/** The day so many days after another; before it where `days` is negative. */
export const dayAfter = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMilliseconds));

/** Whole days from one day to another; negative where the second one is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);

const sameFlips = (one: ProgressPoint["flipped"], other: ProgressPoint["flipped"]): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
};

/** Whether two points of a day say the same: there is nothing to write then. */
export const isSameProgress = (one: ProgressPoint, other: ProgressPoint): boolean =>
  one.day === other.day &&
  one.total === other.total &&
  one.verified === other.verified &&
  sameFlips(one.flipped, other.flipped);
