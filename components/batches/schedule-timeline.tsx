"use client";
import Link from "next/link";
import { reviewAddress, stateWords } from "@/components/batches/batch-words";
import { ProgressLegend, ProgressStrip } from "@/components/batches/progress-strip";
import { barOf, timelineLayout, weekWords } from "@/components/batches/timeline-layout";
import { classNames } from "@/components/ui/class-names";
import type { ScheduleWeekView, WaveView } from "@/lib/contract/batches";

/** What a bar of the timeline stands for: a batch, or what of a wave is in no batch. */
export type Lane = Pick<WaveView, "key" | "weeks" | "counts" | "standing"> & {
  readonly name: string;
  readonly owner: string | null;
  readonly href: string;
};

const columnWidth = "8.5rem";

const WeekHead = ({
  program,
  day,
  week,
  isNow,
  onEdit,
}: {
  program: string;
  day: string;
  week: ScheduleWeekView | undefined;
  isNow: boolean;
  onEdit: ((week: ScheduleWeekView) => void) | null;
}) => (
  <div className={classNames("border-l px-2 pt-2 pb-2.5", isNow && "bg-raise")}>
    <p className="flex items-baseline justify-between gap-2">
      <span className="font-strong">{weekWords(day)}</span>
      {isNow && <span className="text-target text-xs">this week</span>}
    </p>
    {week === undefined ? (
      <p className="text-ink-3 text-sm">nothing planned</p>
    ) : (
      <>
        <p
          className={classNames(
            "truncate text-sm",
            week.standing.state === "late" ? "text-fail" : "text-ink-2",
          )}
          title={week.standing.says}
        >
          {week.counts.done} of {week.counts.rows}
          {week.standing.state === "late" && ", late"}
        </p>
        <ProgressStrip
          className="my-1"
          counts={week.counts}
          label={`Week of ${weekWords(week.startsAt)}`}
        />
        <p className="line-clamp-2 text-ink-3 text-sm" title={week.goals}>
          {week.goals || week.notes}
        </p>
        <p className="mt-1 flex gap-3 text-sm">
          <Link
            aria-label={`Review the week of ${weekWords(day)}`}
            className="hover:underline"
            href={reviewAddress(program, { week: day })}
            prefetch={false}
          >
            Review
          </Link>
          {onEdit && (
            <button
              aria-label={`Change the week of ${weekWords(day)}`}
              className="text-ink-2 hover:text-ink hover:underline"
              onClick={() => onEdit(week)}
              type="button"
            >
              Change
            </button>
          )}
        </p>
      </>
    )}
  </div>
);

const LaneBar = ({ lane, columns }: { lane: Lane; columns: readonly string[] }) => {
  const bar = barOf(lane.weeks, columns);
  if (bar === null) return null;
  const { counts, standing } = lane;
  const isLate = standing.state === "late";
  return (
    <Link
      aria-label={`${lane.name}: ${stateWords[standing.state]}. ${standing.says}`}
      className={classNames(
        "relative z-10 mx-1 my-1 block rounded-md border bg-panel px-2 py-1 hover:bg-raise",
        isLate && "border-fail",
      )}
      href={lane.href}
      prefetch={false}
      style={{ gridColumn: `${bar.from + 1} / span ${bar.span}` }}
      title={`${lane.key}. ${standing.says}`}
    >
      <span className="flex items-baseline justify-between gap-2 text-sm">
        <span className="truncate font-strong">{lane.name}</span>
        <span className={classNames("shrink-0 tabular-nums", isLate ? "text-fail" : "text-ink-2")}>
          {isLate && "late "}
          {counts.done}/{counts.rows}
        </span>
      </span>
      <ProgressStrip className="mt-1" counts={counts} label={lane.name} />
    </Link>
  );
};

/** The weeks of the schedule side by side, with a bar for each batch over the weeks that it is gone through in. */
export const ScheduleTimeline = ({
  program,
  weeks,
  lanes,
  now,
  onEdit,
}: {
  program: string;
  weeks: readonly ScheduleWeekView[];
  lanes: readonly Lane[];
  now: number;
  onEdit: ((week: ScheduleWeekView) => void) | null;
}) => {
  const planned = lanes.filter((lane) => lane.weeks.length > 0);
  const layout = timelineLayout(
    [...weeks.map(({ startsAt }) => startsAt), ...planned.flatMap((lane) => lane.weeks)],
    now,
  );
  if (layout === null) return null;
  const { columns, today } = layout;
  const template = {
    gridTemplateColumns: `repeat(${columns.length}, minmax(${columnWidth}, 1fr))`,
  };
  const nowAt = typeof today === "number" ? Math.floor(today * columns.length) : -1;
  return (
    <section aria-label="Schedule" className="mb-3.5 overflow-hidden rounded-xl border bg-panel">
      <div className="overflow-x-auto">
        <div className="relative" style={{ minWidth: `calc(${columns.length} * ${columnWidth})` }}>
          <div className="grid border-b" style={template}>
            {columns.map((day, at) => (
              <WeekHead
                day={day}
                isNow={at === nowAt}
                key={day}
                onEdit={onEdit}
                program={program}
                week={weeks.find(({ startsAt }) => startsAt === day)}
              />
            ))}
          </div>
          <div className="relative py-1">
            <div className="grid grid-flow-row-dense" style={template}>
              {planned.map((lane) => (
                <LaneBar columns={columns} key={lane.key} lane={lane} />
              ))}
            </div>
            {typeof today === "number" && (
              <div
                aria-hidden="true"
                className="absolute top-0 bottom-0 w-0.5 bg-target-bar"
                style={{ left: `${100 * today}%` }}
              />
            )}
          </div>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 border-line-soft border-t px-4 py-2">
        <ProgressLegend />
        {typeof today === "string" && (
          <p className="text-ink-2 text-sm">
            {today === "after" ? "Its last week is over." : "Its first week is yet to come."}
          </p>
        )}
      </div>
    </section>
  );
};
