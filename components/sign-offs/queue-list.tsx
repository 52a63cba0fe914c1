import type { ReactNode } from "react";
import { QueueGroupHead } from "@/components/sign-offs/queue-group-head";
import type { QueueGroup } from "@/components/sign-offs/queue-groups";
import { SignOffLine } from "@/components/sign-offs/sign-off-line";
import type { SignOffRow } from "@/lib/contract/sign-offs";

/** A page of the queue: its rows, under their batches where they come by batch. */
export const QueueList = ({
  program,
  groups,
  hasHeads,
  active,
  opened,
  evidence,
  isMarked,
  onActivate,
  onMark,
  onSignBatch,
}: {
  program: string;
  groups: readonly QueueGroup[];
  hasHeads: boolean;
  /** The place of the row whose evidence is shown. */
  active: number;
  /** The place of the row that was opened, -1 for none: on a narrow screen its evidence stands beneath it. */
  opened: number;
  evidence: ReactNode;
  isMarked: (row: SignOffRow) => boolean;
  onActivate: (at: number) => void;
  /** `null` for whoever may not sign. */
  onMark: ((row: SignOffRow, isMarked: boolean) => void) | null;
  onSignBatch: ((batch: string) => void) | null;
}) => (
  <div className="overflow-hidden rounded-xl border bg-panel">
    {groups.map(({ key, batch, rows }) => (
      <section aria-label={batch?.key ?? "Rows in no batch"} className="group" key={key}>
        {hasHeads && (
          <QueueGroupHead
            batch={batch}
            place={rows[0]?.row.waits ?? "done"}
            onSign={onSignBatch}
            program={program}
          />
        )}
        <ol>
          {rows.map(({ row, at }) => (
            <SignOffLine
              isActive={at === active}
              isMarked={isMarked(row)}
              isOpened={at === opened}
              key={`${row.kind} ${row.key}`}
              onActivate={() => onActivate(at)}
              onMark={onMark && ((marked) => onMark(row, marked))}
              row={row}
            >
              {at === opened && evidence}
            </SignOffLine>
          ))}
        </ol>
      </section>
    ))}
  </div>
);
