import { ProgressBar } from "@/components/ui/progress-bar";
import { Time } from "@/components/ui/time";
import type { BaselineView } from "@/lib/contract/budgets";

const momentWords = (iso: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(Date.parse(iso));

/** Rounded down: 99.9 % is not all. */
const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;

/** How far a window is, how complete, and what is missing from-to. */
export const BaselineProgress = ({ baseline }: { baseline: BaselineView }) => {
  const { progress, days, endsAt, faults, state } = baseline;
  if (progress === null) return null;
  const { daysPast, covered, expected, completeness, gaps, samples } = progress;
  return (
    <div className="flex flex-col gap-1.5">
      {state === "collecting" && (
        <ProgressBar
          done={daysPast}
          label={`Day ${daysPast} of ${days} of the baseline of ${baseline.budget}`}
          total={days}
        />
      )}
      <p className="text-ink-2">
        Day {daysPast} of {days}
        {state === "collecting" && (
          <>
            , {Date.parse(endsAt) > Date.now() ? "ends" : "ended"} <Time iso={endsAt} />
          </>
        )}
        . {covered} of {expected} expected spans have samples ({percent(completeness)})
        {samples !== null && `, ${samples.toLocaleString("en-GB")} samples in all`}.
      </p>
      {faults.length > 0 && (
        <p className="text-ink-2">
          The budget does not read from it{state === "collecting" ? " yet" : ""}:{" "}
          {faults.join("; ")}.
        </p>
      )}
      {gaps.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">
            {gaps.length === 1 ? "1 gap" : `${gaps.length} gaps`}
          </summary>
          <ul className="mt-1 max-h-40 overflow-auto tabular-nums">
            {gaps.map(({ from, to }) => (
              <li key={from} suppressHydrationWarning>
                {momentWords(from)} to {momentWords(to)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};
