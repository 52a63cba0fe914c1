import type { GateDetail } from "@/lib/contract/gates";
import type { ReadingState } from "@/lib/domain/gate-reading";

export type HistorySpan = {
  readonly state: ReadingState;
  readonly because: string;
  readonly from: string;
  readonly to: string;
  /** Of the whole strip, in percent; short spans stay visible. */
  readonly percent: number;
};

const leastPercent = 1.5;

/** How a gate read over time, oldest first, each until the next one or until it was read now. */
export const historySpans = (history: GateDetail["history"], readAt: string): HistorySpan[] => {
  const rising = [...history].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const first = rising[0];
  if (!first) return [];
  const start = Date.parse(first.at);
  const whole = Math.max(1, Date.parse(readAt) - start);
  const spans = rising.map(({ state, because, at }, index) => {
    const to = rising[index + 1]?.at ?? readAt;
    const share = (100 * (Date.parse(to) - Date.parse(at))) / whole;
    return { state, because, from: at, to, percent: Math.max(leastPercent, share) };
  });
  const sum = spans.reduce((total, { percent }) => total + percent, 0);
  return spans.map((span) => ({ ...span, percent: (100 * span.percent) / sum }));
};
