import type { Reason } from "@/lib/domain/refusal";

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
type Weekday = (typeof weekdays)[number];

/**
 * When changes may be applied: on these days from `from` until before `to`, by the clock of `timeZone`.
 * `HH:MM`, `to` up to `24:00`; one that ends before it begins runs into the next day.
 */
export type ChangeWindow = {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
};

const minuteOf = (clock: string): number | null => {
  const match = /^(\d{2}):(\d{2})$/.exec(clock);
  const minute = match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
  return match && Number(match[2]) < 60 && minute <= 1440 ? minute : null;
};

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** What is wrong with a window, by field beneath `field`; empty where nothing is. */
export const windowFaults = (window: ChangeWindow, field: string): Reason[] => {
  const { days, from, to, timeZone } = window;
  const faults: Reason[] = [];
  if (days.length === 0) {
    faults.push({ field: `${field}.days`, says: "A window needs a day of the week." });
  }
  if (new Set(days).size !== days.length) {
    faults.push({ field: `${field}.days`, says: "A day of the week is named twice." });
  }
  for (const [name, clock] of [
    ["from", from],
    ["to", to],
  ] as const) {
    if (minuteOf(clock) === null || (name === "from" && clock === "24:00")) {
      faults.push({
        field: `${field}.${name}`,
        says: `"${clock}" is no time of day: write it as 09:00.`,
      });
    }
  }
  if (from === to) {
    faults.push({
      field: `${field}.to`,
      says: "A window that begins when it ends is never open: for the whole day say 00:00 to 24:00.",
    });
  }
  if (!isTimeZone(timeZone)) {
    faults.push({
      field: `${field}.timeZone`,
      says: `"${timeZone}" is no time zone: write it as Europe/Berlin or UTC.`,
    });
  }
  return faults;
};

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The minute of the week, counted from Monday 00:00, that a wall clock shows. */
const minuteOfWeek = (at: Date, timeZone: string): number => {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  clocks.set(timeZone, clock);
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = weekdays.indexOf((parts.weekday ?? "").toLowerCase() as Weekday);
  return day * 1440 + Number(parts.hour) * 60 + Number(parts.minute);
};

const week = 7 * 1440;

/** The stretches of the week, in minutes from Monday 00:00, that a window opens. */
const stretchesOf = ({ days, from, to }: ChangeWindow): { start: number; length: number }[] => {
  const [begins, ends] = [minuteOf(from) ?? 0, minuteOf(to) ?? 0];
  const length = ends > begins ? ends - begins : ends + 1440 - begins;
  return days.map((day) => ({ start: weekdays.indexOf(day) * 1440 + begins, length }));
};

const isWithin = (window: ChangeWindow, at: Date): boolean => {
  const minute = minuteOfWeek(at, window.timeZone);
  return stretchesOf(window).some(({ start, length }) => (minute - start + week) % week < length);
};

/** Whether a change may be applied then: in any window, or at any time where there is none. */
export const isWindowOpen = (windows: readonly ChangeWindow[], at: Date): boolean =>
  windows.length === 0 || windows.some((window) => isWithin(window, at));

const minute = 60_000;

const opensNext = (window: ChangeWindow, at: Date): Date[] =>
  stretchesOf(window).flatMap(({ start }) => {
    const ahead = (start - minuteOfWeek(at, window.timeZone) + week) % week;
    const whole = Math.floor(at.getTime() / minute) * minute;
    const guess = new Date(whole + ahead * minute);
    // Clocks may be put forward or back in between.
    let shift = start - minuteOfWeek(guess, window.timeZone);
    if (shift > week / 2) shift -= week;
    if (shift < -week / 2) shift += week;
    const shifted = guess.getTime() + shift * minute;
    // Where the clock leaps over the beginning, the window opens with the first minute after it.
    const minutes = Array.from({ length: 181 }, (_, after) => new Date(shifted + after * minute));
    const opening = minutes.find((moment) => moment >= at && isWithin(window, moment));
    return opening ? [opening] : [];
  });

/** When the next window opens, to the minute; `at` itself while one is open or there is none. */
export const nextOpening = (windows: readonly ChangeWindow[], at: Date): Date => {
  if (isWindowOpen(windows, at)) return at;
  const [first] = windows
    .flatMap((window) => opensNext(window, at))
    .sort((one, other) => one.getTime() - other.getTime());
  return first ?? new Date(at.getTime() + week * minute);
};

const dayWords = (days: readonly Weekday[]): string => {
  const sorted = weekdays.filter((day) => days.includes(day));
  const places = sorted.map((day) => weekdays.indexOf(day));
  const [first, last] = [sorted[0] ?? "", sorted.at(-1) ?? ""];
  if (sorted.length === 7) return "every day";
  const isRun = sorted.length > 2 && (places.at(-1) ?? 0) - (places[0] ?? 0) === sorted.length - 1;
  const name = (day: string) => day.charAt(0).toUpperCase() + day.slice(1);
  return isRun ? `${name(first)} to ${name(last)}` : sorted.map(name).join(", ");
};

/** A window in words: `Mon to Thu 09:00 to 16:00 (Europe/Berlin)`. */
export const windowWords = (window: ChangeWindow): string =>
  `${dayWords(window.days)} ${window.from} to ${window.to} (${window.timeZone})`;
