/** Days that somebody may stand in at most: whoever is away for longer is replaced in the team. */
const mostDays = 366;

const day = 86_400_000;

/**
 * What stands against a deputy's time, in words; `null` where nothing does. It begins today or later,
 * ends after it begins and after now, and lasts a year at most: nobody signs in the past, or for ever.
 */
export const deputyTimeFault = (
  from: Date,
  until: Date,
  now: Date,
): { readonly field: "from" | "until"; readonly says: string } | null => {
  if (until <= from) return { field: "until", says: "It has to end after it begins." };
  if (until <= now) return { field: "until", says: "It has to end in the future." };
  if (from.getTime() < now.getTime() - day) {
    return { field: "from", says: "It begins today at the earliest: nobody signs in the past." };
  }
  return until.getTime() - from.getTime() > mostDays * day
    ? { field: "until", says: `It lasts ${mostDays} days at most.` }
    : null;
};

/** Where a deputy's time is: ahead, running, over, or ended before its end. */
export const deputyState = (
  { fromAt, untilAt, endedAt }: { fromAt: Date; untilAt: Date; endedAt: Date | null },
  now: Date,
): "ahead" | "now" | "over" | "ended" => {
  if (endedAt !== null) return "ended";
  if (untilAt <= now) return "over";
  return fromAt <= now ? "now" : "ahead";
};
