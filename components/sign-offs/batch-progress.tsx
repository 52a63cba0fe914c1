import { isLate } from "@/components/sign-offs/queue-groups";
import { waitsWords } from "@/components/sign-offs/sign-off-words";
import { classNames } from "@/components/ui/class-names";
import { Time } from "@/components/ui/time";
import type { SignOffsAnswer } from "@/lib/client/sign-off-queries";
import { doneWords } from "@/lib/domain/batch-standing";

const batchesInOneLine = 6;

/** Read from left to right in two lines, where one does not hold them. */
const columnsFor = (batches: number): number =>
  batches > batchesInOneLine ? Math.ceil(batches / 2) : Math.max(1, batches);

const share = (count: number, rows: number): string | number =>
  rows === 0 ? 0 : `${(100 * count) / rows}%`;

/** Batches with how many of their rows are done, by a signature or by file; pressing one shows its rows. */
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
    aria-label="Batches"
    className="mb-3.5 grid gap-2 overflow-x-auto pb-1 empty:hidden"
    style={{ gridTemplateColumns: `repeat(${columnsFor(batches.length)}, 11rem)` }}
  >
    {batches.map((batch) => {
      const { key, title, rows, done, unsigned, dueAt } = batch;
      const isChosen = chosen.includes(key);
      const late = isLate(batch, Date.now());
      return (
        <li className="relative" key={key}>
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
                <span className="sr-only">
                  {" "}
                  done{unsigned > 0 && `, ${unsigned} ${waitsWords.unsigned}`}
                </span>
              </span>
              {dueAt && done < rows && (
                <span className={late ? "text-fail" : "text-ink-3"}>
                  {late ? "late " : "due "}
                  <Time bare={late} iso={dueAt} />
                </span>
              )}
            </span>
            <span
              aria-hidden="true"
              className="flex h-1.5 overflow-hidden rounded-full bg-line"
              title={doneWords(batch)}
            >
              <span className="bg-pass" style={{ width: share(done - unsigned, rows) }} />
              <span className="bg-pass/45" style={{ width: share(unsigned, rows) }} />
            </span>
          </button>
        </li>
      );
    })}
  </ul>
);
