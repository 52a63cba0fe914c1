import { isLate } from "@/components/sign-offs/queue-groups";
import { classNames } from "@/components/ui/class-names";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Time } from "@/components/ui/time";
import type { SignOffsAnswer } from "@/lib/client/sign-off-queries";

const batchesInOneLine = 6;

/** Batches with how many of their rows are verified; pressing one shows its rows. */
export const BatchProgress = ({
  batches,
  chosen,
  onChoose,
}: {
  batches: SignOffsAnswer["batches"];
  chosen: readonly string[];
  onChoose: (batches: string[]) => void;
}) => (
  <ul
    className={classNames(
      "mb-3.5 grid auto-cols-[11rem] grid-flow-col gap-2 overflow-x-auto pb-1",
      batches.length > batchesInOneLine && "grid-rows-2",
    )}
  >
    {batches.map((batch) => {
      const { key, title, rows, done, dueAt } = batch;
      const isChosen = chosen.includes(key);
      const late = isLate(batch, Date.now());
      return (
        <li key={key}>
          <button
            aria-pressed={isChosen}
            className={classNames(
              "w-full rounded-lg border bg-panel px-3 py-2 text-left",
              isChosen && "border-target",
            )}
            onClick={() => onChoose(isChosen ? [] : [key])}
            type="button"
          >
            <span className="mono block truncate" title={title || key}>
              {key}
            </span>
            <span className="mb-1 flex justify-between gap-2 text-ink-2 tabular-nums">
              <span>
                {done} of {rows}
              </span>
              {dueAt && done < rows && (
                <span className={late ? "text-fail" : "text-ink-3"}>
                  {late ? "late " : "due "}
                  <Time bare={late} iso={dueAt} />
                </span>
              )}
            </span>
            <ProgressBar done={done} label={`${key}: ${done} of ${rows} verified`} total={rows} />
          </button>
        </li>
      );
    })}
  </ul>
);
