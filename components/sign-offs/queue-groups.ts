import type { SignOffsAnswer } from "@/lib/client/sign-off-queries";
import type { SignOffRow } from "@/lib/contract/sign-offs";

export type QueueBatch = SignOffsAnswer["batches"][number];

/** Rows that stand together: of a batch, of none, by a file at the end of the ladder, or done. */
export type QueueGroup = {
  readonly key: string;
  readonly batch: QueueBatch | null;
  readonly rows: readonly { readonly row: SignOffRow; readonly at: number }[];
};

/** Whether rows of a batch wait although its time is past. */
export const isLate = ({ dueAt, rows, done }: QueueBatch, now: number): boolean =>
  dueAt !== null && done < rows && Date.parse(dueAt) < now;

/**
 * A page of the queue by batch, in the order in which the rows come: the batch of a row that is due
 * first, or the first one that was chosen. `batches` come with the earliest due date first.
 */
export const queueGroups = (
  rows: readonly SignOffRow[],
  batches: readonly QueueBatch[],
  chosen: readonly string[],
): QueueGroup[] => {
  const groups: { key: string; batch: QueueBatch | null; rows: QueueGroup["rows"][number][] }[] =
    [];
  for (const [at, row] of rows.entries()) {
    const batch =
      batches.find(
        ({ key }) => row.batches.includes(key) && (chosen.length === 0 || chosen.includes(key)),
      ) ?? null;
    const place = row.waits === "done" || row.waits === "unsigned" ? row.waits : "open";
    const key = `${place} ${batch?.key ?? ""}`;
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push({ row, at });
    else groups.push({ key, batch, rows: [{ row, at }] });
  }
  return groups;
};
