import type { BatchView } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { countBatch } from "@/lib/server/batches/batch-counts";
import { batchView, readWeeks } from "@/lib/server/batches/batch-view";
import { type Sql, sql, type Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";

/** A batch by its key; refused where there is none. */
export const findBatch = async (tx: Transaction, program: ProgramScope, key: string) => {
  const batch = await tx.batch.findUnique({
    where: { programId_key: { programId: program.id, key } },
  });
  if (!batch) throw new Refusal("not-found", `${program.key} has no batch ${key}.`);
  return batch;
};

/** A batch that was made here, to change what is in it; one that files brought is theirs. */
export const findOwnBatch = async (tx: Transaction, program: ProgramScope, key: string) => {
  const batch = await findBatch(tx, program, key);
  if (batch.madeByName === null) {
    throw new Refusal(
      "conflict",
      `${key} comes from imported files, which say what is in it. Change it there, or make a batch of your own.`,
    );
  }
  return batch;
};

/** A batch as it stands now. */
export const viewOfBatch = async (
  tx: Transaction,
  program: ProgramScope,
  key: string,
  now: Date,
): Promise<BatchView> => {
  const batch = await findBatch(tx, program, key);
  const { counted } = await countBatch(tx, program.id, batch);
  return batchView(batch, counted, await readWeeks(tx, program.id), now);
};

type RowName = { readonly kind: string; readonly key: string };

/** Ids of named rows; refused, with each of them, where some are not there. */
export const idsOfNames = async (
  tx: Transaction,
  program: ProgramScope,
  rows: readonly RowName[],
): Promise<string[]> => {
  if (rows.length === 0) return [];
  const found = await tx.$queryRaw<{ id: string; kind: string; key: string }[]>(sql`
    SELECT i."id"::text AS "id", i."kind", i."key" FROM "Item" i
    WHERE i."programId" = ${program.id}::uuid AND (i."kind", i."key") IN (
      SELECT * FROM unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ key }) => key)}::text[]))`);
  const known = new Set(found.map(({ kind, key }) => `${kind}:${key}`));
  const absent = rows.filter(({ kind, key }) => !known.has(`${kind}:${key}`));
  const [first] = absent;
  if (first) {
    throw new Refusal(
      "invalid",
      absent.length === 1
        ? `There is no ${first.kind} ${first.key} in ${program.key}.`
        : `${absent.length} of these rows are not in ${program.key}. First: ${first.kind} ${first.key}.`,
      absent.slice(0, 100).map(({ kind, key }) => ({ says: `There is no ${kind} ${key}.` })),
    );
  }
  return found.map(({ id }) => id);
};

/** Puts rows at the end of a batch, in the order of kind and key; gives how many were not in it yet. */
export const addRows = (tx: Transaction, batchId: string, rows: Sql): Promise<number> =>
  tx.$executeRaw(sql`
    INSERT INTO "BatchItem" ("batchId", "itemId", "position")
    SELECT ${batchId}::uuid, i."id", COALESCE((SELECT max("position") FROM "BatchItem"
      WHERE "batchId" = ${batchId}::uuid), 0) + row_number() OVER (ORDER BY i."kind", i."key")
    ${rows}
    ON CONFLICT DO NOTHING`);
