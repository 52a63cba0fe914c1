const day = 86_400_000;

/** Longest that is offered: a gate is set aside for a while, never for ever. */
export const waiverSpans = [
  { value: "1", label: "1 day" },
  { value: "3", label: "3 days" },
  { value: "7", label: "1 week" },
  { value: "14", label: "2 weeks" },
  { value: "30", label: "30 days" },
] as const;

/** The end of the day so many days from `now`, in UTC, as ISO. `days` is text of a form; `null` where it is none. */
export const untilOf = (days: string, now: number): string | null => {
  const count = Number(days);
  if (!Number.isInteger(count) || count < 1 || count > 366) return null;
  return `${new Date(now + count * day).toISOString().slice(0, 10)}T23:59:59.000Z`;
};
