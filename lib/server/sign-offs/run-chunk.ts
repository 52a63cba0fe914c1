import { type Json, sql, type Transaction } from "@/lib/server/db";
import type { SeenRow } from "@/lib/server/sign-offs/signature-plan";

type Refused = { readonly kind: string; readonly key: string; readonly says: string };

export type RunChunk = {
  readonly personId: string;
  readonly personName: string;
  readonly meaning: string;
  readonly batch: string | null;
  readonly authenticatedAt: Date;
  readonly sampled: readonly { readonly kind: string; readonly key: string }[];
  readonly total: number;
  readonly signed: number;
  /** Rows that are done with, whether signed or refused: they were taken in the order in which they were agreed to. */
  readonly passed: number;
  /** The rows that come next. */
  readonly rows: readonly SeenRow[];
};

/**
 * The next rows of a run that is under way, which nobody else takes meanwhile; `null` where it is over,
 * or another process is at it.
 */
export const takeChunk = async (
  tx: Transaction,
  programId: string,
  run: string,
  size: number,
): Promise<RunChunk | null> => {
  const [found] = await tx.$queryRaw<RunChunk[]>(sql`
    SELECT "personId"::text AS "personId", "personName", "meaning", "batch", "authenticatedAt",
           "sampled", "total", "signed", "signed" + jsonb_array_length("refused") AS "passed",
           jsonb_path_query_array("agreed", '$[$from to $to]', jsonb_build_object(
             'from', "signed" + jsonb_array_length("refused"),
             'to', "signed" + jsonb_array_length("refused") + ${size}::int - 1)) AS "rows"
    FROM "SignOffRun"
    WHERE "id" = ${run}::uuid AND "programId" = ${programId}::uuid AND "state" = 'running'
    FOR UPDATE SKIP LOCKED`);
  return found ?? null;
};

/** Notes what became of a chunk, and that the run is done once every row was taken. */
export const passChunk = async (
  tx: Transaction,
  run: string,
  { passed, total }: RunChunk,
  now: Date,
  outcome: { readonly signed: number; readonly refused: readonly Refused[] },
): Promise<"running" | "done"> => {
  const isDone = passed + outcome.signed + outcome.refused.length >= total;
  const state = isDone ? "done" : "running";
  await tx.$executeRaw(sql`
    UPDATE "SignOffRun" SET "signed" = "signed" + ${outcome.signed}::int, "state" = ${state},
      "refused" = "refused" || ${JSON.stringify(outcome.refused) satisfies Json}::jsonb,
      "updatedAt" = ${now}, "finishedAt" = ${isDone ? now : null}::timestamptz
    WHERE "id" = ${run}::uuid`);
  return state;
};
