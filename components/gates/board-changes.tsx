"use client";
import { changeWords } from "@/components/gates/gate-words";
import { Chip, ChipChoice } from "@/components/ui/chip";
import { Mark } from "@/components/ui/mark";
import { Time } from "@/components/ui/time";
import type { GateBoard, GateChange } from "@/lib/contract/gates";
import { type ReadingState, readingStates } from "@/lib/domain/gate-reading";

const markOf = (is: string) => {
  const state = readingStates.find((each): each is ReadingState => each === is);
  return state === undefined || state === "not-applicable" ? "none" : state;
};

const placeOf = (change: GateChange, board: GateBoard): string => {
  const gate = board.gates.find(({ key }) => key === change.gate)?.title ?? change.gate;
  const capability = board.capabilities.find(({ key }) => key === change.capability)?.name;
  return change.capability === "" ? gate : `${capability ?? change.capability}: ${gate}`;
};

/** What reads differently since yesterday, or since the board was last gone through. */
export const BoardChanges = ({
  board,
  since,
  isFiltered,
  onSince,
  onFilter,
  onOpen,
}: {
  board: GateBoard;
  since: "day" | "review";
  isFiltered: boolean;
  onSince: (since: "day" | "review") => void;
  onFilter: (on: boolean) => void;
  onOpen: (cell: { gate: string; capability: string }) => void;
}) => (
  <section aria-label="What changed" className="mt-4 rounded-xl border bg-panel px-4 py-3">
    <div className="flex flex-wrap items-center gap-2">
      <h2 className="mr-2 font-bold">What changed</h2>
      <ChipChoice
        label="Since"
        onChange={onSince}
        options={[
          { value: "day", label: "since yesterday" },
          { value: "review", label: "since the last review" },
        ]}
        value={since}
      />
      <Chip
        count={board.changes.length}
        disabled={board.changes.length === 0 && !isFiltered}
        on={isFiltered}
        onClick={() => onFilter(!isFiltered)}
      >
        only these rows
      </Chip>
      <span className="text-ink-3 text-sm">
        {board.lastReview ? (
          <>
            Last gone through by {board.lastReview.by} <Time iso={board.lastReview.at} />
          </>
        ) : (
          "Never gone through yet"
        )}
      </span>
    </div>
    {board.changes.length === 0 ? (
      <p className="mt-2 text-ink-2">
        Nothing reads differently since <Time iso={board.changedSince} />.
      </p>
    ) : (
      <ul className="mt-2 max-h-64 overflow-y-auto">
        {board.changes.map((change) => (
          <li key={`${change.gate} ${change.capability} ${change.at} ${change.is}`}>
            <button
              className="-mx-2 flex w-[calc(100%+1rem)] flex-wrap items-baseline gap-x-2.5 rounded-md px-2 py-1 text-left hover:bg-line-soft disabled:hover:bg-transparent"
              disabled={change.capability === ""}
              onClick={() => onOpen(change)}
              type="button"
            >
              <span className="self-center">
                <Mark kind={markOf(change.is)} label={change.is} />
              </span>
              <span className="font-medium">{placeOf(change, board)}</span>
              <span className="text-ink-2">{changeWords(change)}</span>
              <span className="min-w-0 flex-1 basis-64 truncate text-ink-2" title={change.because}>
                {change.because}
              </span>
              <span className="text-ink-3 text-sm">
                <Time iso={change.at} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    )}
  </section>
);
