import type { BatchView, WaveView } from "@/lib/contract/batches";

const dayMs = 86_400_000;

/** How many rows there are by a time, in milliseconds since 1970. */
export type DayPoint = { readonly at: number; readonly rows: number };

/** How many rows are asked for by a time, and how many of them are done. */
export type PlanPoint = DayPoint & { readonly done: number };

/**
 * How many rows a schedule asks to be done by when, the earliest first: each batch with its due date, and of
 * each wave the rows that are in no batch. What has no date is asked for by none.
 */
export const planPoints = (
  batches: readonly Pick<BatchView, "due" | "counts">[],
  waves: readonly Pick<WaveView, "due" | "counts" | "unbatched">[],
): PlanPoint[] => {
  const due = [
    ...batches.map(({ due, counts: { rows, done } }) => ({ due, rows, done })),
    ...waves.map(({ due, counts, unbatched }) => ({
      due,
      rows: unbatched,
      // Which of a wave's rows are done is not told apart: at least so many of those in no batch.
      done: Math.max(0, counts.done - (counts.rows - unbatched)),
    })),
  ].flatMap(({ due, rows, done }) =>
    due && rows > 0 ? [{ at: Date.parse(due.at), rows, done }] : [],
  );
  due.sort((one, other) => one.at - other.at);
  const points: PlanPoint[] = [];
  const sum = { rows: 0, done: 0 };
  for (const part of due) {
    sum.rows += part.rows;
    sum.done += part.done;
    if (points.at(-1)?.at === part.at) points.pop();
    points.push({ at: part.at, ...sum });
  }
  return points;
};

/** What a plan asks for by a time; nothing before its first date. */
export const askedBy = (plan: readonly PlanPoint[], now: number): Omit<PlanPoint, "at"> => {
  const { rows, done } = plan.filter(({ at }) => at <= now).at(-1) ?? { rows: 0, done: 0 };
  return { rows, done };
};

/** Steps and a line in a box of 100 by 100, from the first to the last of both; `null` where there is no plan to draw. */
export const planDrawing = (
  plan: readonly DayPoint[],
  done: readonly DayPoint[],
  now: number,
): {
  readonly steps: string;
  readonly line: string;
  readonly today: number;
  readonly most: number;
  readonly from: number;
  readonly to: number;
} | null => {
  const [first] = plan;
  const last = plan.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = Math.min(first.at - 7 * dayMs, done[0]?.at ?? first.at);
  const to = Math.max(last.at, now);
  const most = Math.max(1, last.rows, ...done.map(({ rows }) => rows));
  const x = (at: number): string => ((100 * (at - from)) / (to - from)).toFixed(2);
  const y = (rows: number): string => (100 - (100 * rows) / most).toFixed(2);
  const steps = [`M0 ${y(0)}`, ...plan.map(({ at, rows }) => `H${x(at)}V${y(rows)}`), "H100"];
  const line = done.map(({ at, rows }, place) => `${place === 0 ? "M" : "L"}${x(at)} ${y(rows)}`);
  return {
    steps: steps.join(""),
    line: line.join(""),
    today: Number(x(Math.min(now, to))),
    most,
    from,
    to,
  };
};
