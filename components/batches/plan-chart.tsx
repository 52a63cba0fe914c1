import {
  askedBy,
  type DayPoint,
  type PlanPoint,
  planDrawing,
} from "@/components/batches/plan-points";
import { weekWords } from "@/components/batches/timeline-layout";
import { Panel } from "@/components/ui/panel";

const figure = (rows: number): string => rows.toLocaleString("en-GB");

const dayWords = (at: number): string => weekWords(new Date(at).toISOString().slice(0, 10));

const are = (rows: number): string => `${figure(rows)} ${rows === 1 ? "is" : "are"}`;

const sentence = ({ rows, done }: Pick<PlanPoint, "rows" | "done">, verified: number): string =>
  rows === 0
    ? `The schedule asks for nothing by today; ${are(verified)} verified.`
    : `By today the schedule asks for ${figure(rows)}, and ${are(done)} done of those; ${are(verified)} verified in all.`;

/** Rows that are verified over the days, against how many the schedule asks for by when. */
export const PlanChart = ({
  plan,
  done,
  now,
}: {
  plan: readonly PlanPoint[];
  /** Verified rows by day, the oldest first; the last is today's. */
  done: readonly DayPoint[];
  now: number;
}) => {
  const drawing = planDrawing(plan, done, now);
  const verified = done.at(-1)?.rows;
  if (drawing === null || verified === undefined) return null;
  const says = sentence(askedBy(plan, now), verified);
  return (
    <Panel
      action={
        <ul className="flex gap-4 text-ink-2 text-sm">
          <li className="flex items-center gap-1.5">
            <span aria-hidden="true" className="h-0.5 w-4 bg-pass" /> verified
          </li>
          <li className="flex items-center gap-1.5">
            <span aria-hidden="true" className="w-4 border-ink-3 border-t-2 border-dashed" /> asked
            for
          </li>
        </ul>
      }
      className="mb-3.5"
      title="Against the schedule"
    >
      <p className="mb-2 text-ink-2">{says}</p>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 text-ink-3 text-sm tabular-nums">
        <div className="flex flex-col justify-between text-right leading-none">
          <span>{figure(drawing.most)}</span>
          <span>0</span>
        </div>
        <div className="relative h-28 border-line border-b border-l">
          <svg
            aria-label={says}
            className="absolute inset-0 size-full overflow-visible"
            preserveAspectRatio="none"
            role="img"
            viewBox="0 0 100 100"
          >
            <path
              className="fill-none stroke-ink-3"
              d={drawing.steps}
              strokeDasharray="5 4"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
            />
            <path
              className="fill-none stroke-pass"
              d={drawing.line}
              strokeLinejoin="round"
              strokeWidth="2"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          <span
            aria-hidden="true"
            className="absolute size-2 -translate-x-1/2 translate-y-1/2 rounded-full bg-pass"
            style={{ left: `${drawing.today}%`, bottom: `${(100 * verified) / drawing.most}%` }}
          />
        </div>
        <span />
        <div className="relative flex justify-between pt-1">
          <span>{dayWords(drawing.from)}</span>
          <span>{dayWords(drawing.to)}</span>
        </div>
      </div>
    </Panel>
  );
};
