/** A value as a chart writes it: few places, more only where the value is small. */
export const chartNumber = (value: number): string => {
  const size = Math.abs(value);
  const places = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return new Intl.NumberFormat("en-GB", { maximumFractionDigits: places }).format(value);
};

const day = 86_400_000;

/** A moment on an axis that spans so many milliseconds: the clock within two days, else the day. */
export const chartMoment = (at: number, span: number): string =>
  new Intl.DateTimeFormat(
    "en-GB",
    span <= 2 * day
      ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
      : { day: "numeric", month: "short" },
  )
    .format(at)
    .replace("Sept", "Sep");

/** A moment in full, for a hint and a table. */
export const exactMoment = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  })
    .format(at)
    .replace("Sept", "Sep");

/** At most so many moments of a span, evenly, at its ends too. */
export const axisMoments = (from: number, to: number, most: number): number[] =>
  from >= to
    ? [from]
    : Array.from({ length: most }, (_, index) =>
        Math.round(from + ((to - from) * index) / (most - 1)),
      );
