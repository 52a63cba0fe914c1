import Link from "next/link";
import { isLate, type QueueBatch } from "@/components/sign-offs/queue-groups";
import { waitsWords } from "@/components/sign-offs/sign-off-words";
import { Button } from "@/components/ui/button";
import { Due } from "@/components/ui/due";
import { programAddress } from "@/lib/client/program-address";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { doneWords } from "@/lib/domain/batch-standing";

/** The batch that the rows beneath belong to: how far it is, when it is due, and signing all of it that is ready. */
export const QueueGroupHead = ({
  program,
  batch,
  place,
  onSign,
}: {
  program: string;
  batch: QueueBatch | null;
  /** What its rows wait for: of those that are done, or so by a file, nothing is told but that. */
  place: SignOffRow["waits"];
  onSign: ((batch: string) => void) | null;
}) => (
  <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-line-soft border-t bg-rail px-3 py-1.5 group-first:border-t-0">
    {batch ? (
      <>
        <Link
          className="mono font-medium hover:underline"
          href={programAddress(program, `sign-offs/batches/${encodeURIComponent(batch.key)}`)}
          prefetch={false}
        >
          {batch.key}
        </Link>
        {batch.title !== "" && batch.title !== batch.key && (
          <span className="wrap-anywhere min-w-0 text-ink-2">{batch.title}</span>
        )}
      </>
    ) : (
      <span className="font-medium">In no batch</span>
    )}
    {place === "done" || place === "unsigned" ? (
      <span className="text-ink-3">{waitsWords[place]}</span>
    ) : (
      batch && (
        <>
          <span className="text-ink-2 tabular-nums">{doneWords(batch)}</span>
          {(batch.dueAt || batch.owner) && (
            <Due
              dueAt={batch.dueAt}
              isLate={isLate(batch, Date.now())}
              nobody=""
              owner={batch.owner}
            />
          )}
          {onSign && (
            <span className="ml-auto">
              <Button onClick={() => onSign(batch.key)} size="sm">
                Sign this batch
              </Button>
            </span>
          )}
        </>
      )
    )}
  </div>
);
