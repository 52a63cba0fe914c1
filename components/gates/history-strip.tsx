import { readingLook } from "@/components/gates/gate-words";
import { historySpans } from "@/components/gates/history-spans";
import { classNames } from "@/components/ui/class-names";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { GateDetail } from "@/lib/contract/gates";

const fills = {
  pass: "bg-pass",
  fail: "bg-fail",
  unknown: "border border-dashed border-unknown bg-panel",
  waived: "bg-waived",
  "not-applicable": "bg-line",
} as const;

/** How a gate read over time: a strip to see it at once, and the list to read why. */
export const HistoryStrip = ({
  history,
  readAt,
}: {
  history: GateDetail["history"];
  readAt: string;
}) => {
  const spans = historySpans(history, readAt);
  const first = spans[0];
  if (!first) return <p className="text-ink-2">Nothing was recorded before.</p>;
  return (
    <>
      <div
        aria-hidden="true"
        className="flex h-5 gap-px overflow-hidden rounded-md border border-line-soft"
      >
        {spans.map((span) => (
          <span
            className={classNames("h-full", fills[span.state])}
            key={`${span.from} ${span.state}`}
            style={{ width: `${span.percent}%` }}
            title={`${readingLook[span.state].word}: ${span.because}`}
          />
        ))}
      </div>
      <div className="mt-1 mb-2.5 flex justify-between text-ink-3 text-xs">
        <Time iso={first.from} />
        <span>now</span>
      </div>
      <ol className="flex flex-col gap-1.5">
        {[...spans].reverse().map((span) => (
          <li className="flex items-start gap-2" key={`${span.from} ${span.state}`}>
            <Mark kind={readingLook[span.state].mark} label={readingLook[span.state].word} />
            <span className="min-w-0 flex-1 wrap-anywhere">{span.because}</span>
            <span className="text-ink-3 text-sm">
              <Time iso={span.from} />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
};
