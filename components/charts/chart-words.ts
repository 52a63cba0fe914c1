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

/** The least round number (1, 2, 2.5, 5 times a power of ten) that is not below a size. */
const roundUp = (size: number): number => {
  const power = 10 ** Math.floor(Math.log10(size));
  const factor = [1, 2, 2.5, 5].find((each) => each * power >= size * 0.999_999) ?? 10;
  return factor * power;
};

/**
 * Round values for an axis of about four steps that holds all of them with room above. It begins at 0, but for
 * values that lie close together far from it: there a breach of a few percent would not be seen.
 */
export const axisValues = (values: readonly number[]): number[] => {
  const known = values.filter(Number.isFinite);
  const high = Math.max(0, ...known);
  if (high === 0) return [0, 1];
  const low = Math.min(high, ...known);
  const isFar = low > high / 2;
  const bottom = isFar ? Math.max(0, low - Math.max(high - low, high * 0.02)) : 0;
  const step = roundUp((high * 1.04 - bottom) / 4);
  const from = Math.floor(bottom / step);
  const to = Math.ceil((high * 1.02) / step);
  return Array.from({ length: to - from + 1 }, (_, index) =>
    Number(((from + index) * step).toPrecision(12)),
  );
};
