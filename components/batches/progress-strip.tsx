import { barParts, countWords } from "@/components/batches/batch-words";
import { classNames } from "@/components/ui/class-names";
import type { BatchView } from "@/lib/contract/batches";

const looks = {
  done: "bg-pass",
  unsigned: "bg-pass/45",
  ready: "bg-target-bar",
  stale: "bg-fail",
  returned: "bg-legacy-bar",
  lacking: "bg-line",
} as const;

/** How far something is: done, ready, stale, sent back and the rest, as shares of one bar. */
export const ProgressStrip = ({
  label,
  counts,
  className,
}: {
  label: string;
  counts: BatchView["counts"];
  className?: string;
}) => (
  <div
    aria-label={`${label}: ${countWords(counts)}`}
    className={classNames("flex h-1.5 w-full overflow-hidden rounded-full bg-line", className)}
    role="img"
    title={countWords(counts)}
  >
    {barParts(counts).map(({ of, percent }) => (
      <span className={classNames("h-full", looks[of])} key={of} style={{ width: `${percent}%` }} />
    ))}
  </div>
);

const legend = [
  ["done", "done"],
  ["unsigned", "done by file, unsigned"],
  ["ready", "ready to sign"],
  ["returned", "sent back"],
  ["stale", "stale"],
  ["lacking", "something missing"],
] as const;

/** What the colours of the bars mean. */
export const ProgressLegend = () => (
  <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-sm">
    {legend.map(([of, words]) => (
      <li className="flex items-center gap-1.5" key={of}>
        <span aria-hidden="true" className={classNames("h-1.5 w-4 rounded-full", looks[of])} />
        {words}
      </li>
    ))}
  </ul>
);
