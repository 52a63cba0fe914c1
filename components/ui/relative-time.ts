const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How far `at` is from `now` (both milliseconds since 1970), in a few characters: `now`, `40 s`,
 * `12 min`, `5 h`, `3 d`; past 30 days the day itself (`8 Feb`, with the year when it is another).
 * `isPast` says on which side of `now` it lies.
 */
export const relativeTime = (
  at: number,
  now: number,
  zone?: string,
): { text: string; unit: "now" | "span" | "date"; isPast: boolean } => {
  const span = Math.abs(now - at);
  const isPast = at <= now;
  if (span < 5 * second) return { text: "now", unit: "now", isPast };
  if (span < minute) return { text: `${Math.floor(span / second)} s`, unit: "span", isPast };
  if (span < hour) return { text: `${Math.floor(span / minute)} min`, unit: "span", isPast };
  if (span < day) return { text: `${Math.floor(span / hour)} h`, unit: "span", isPast };
  if (span < 30 * day) return { text: `${Math.floor(span / day)} d`, unit: "span", isPast };
  const isSameYear = yearOf(at, zone) === yearOf(now, zone);
  const text = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(isSameYear ? {} : { year: "numeric" }),
    timeZone: zone,
  })
    .format(at)
    .replace("Sept", "Sep");
  return { text, unit: "date", isPast };
};

const yearOf = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: zone }).format(at);

/** The exact moment in a zone (the reader's when left out), to the second: `Sat 21 Nov 2026, 02:00:05 UTC`. */
export const exactTime = (at: number, zone?: string): string => {
  const day = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: zone,
  })
    .format(at)
    .replace(/^(\w+),/, "$1")
    .replace("Sept", "Sep");
  const clock = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    timeZone: zone,
  }).format(at);
  return `${day}, ${clock}`;
};

/** A day as it is planned, in UTC, with its year where that is not this one: `27 Nov`, `3 Feb 2027`. */
export const dayWords = (day: string, now: number): string => {
  const at = Date.parse(day);
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    ...(yearOf(at, "UTC") === yearOf(now, "UTC") ? {} : { year: "numeric" }),
    timeZone: "UTC",
  })
    .format(at)
    .replace("Sept", "Sep");
};
