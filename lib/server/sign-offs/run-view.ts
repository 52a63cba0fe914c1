import type { SignOffRunSummary, SignOffRunView } from "@/lib/contract/sign-off-runs";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { sql, type Transaction } from "@/lib/server/db";

type RunRow = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly meaning: string;
  readonly batch: string | null;
  readonly state: string;
  readonly stoppedBecause: string | null;
  readonly total: number;
  readonly signed: number;
  readonly refused: number;
  readonly sampled: number;
  readonly leftOut: number;
  readonly startedAt: Date;
  readonly updatedAt: Date;
  readonly finishedAt: Date | null;
};

const summaryOf = (row: RunRow, reader: Actor): SignOffRunSummary => ({
  id: row.id,
  by: row.personName,
  isMine: reader.kind === "person" && reader.id === row.personId,
  meaning: row.meaning as SignOffRunSummary["meaning"],
  batch: row.batch,
  state: row.state as SignOffRunSummary["state"],
  because: row.stoppedBecause,
  total: row.total,
  signed: row.signed,
  refused: row.refused,
  sampled: row.sampled,
  leftOut: row.leftOut,
  startedAt: row.startedAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** Without what was agreed to: thousands of rows that nobody asks for here. */
const columns = sql`
  "id"::text AS "id", "personId"::text AS "personId", "personName", "meaning", "batch", "state",
  "stoppedBecause", "total", "signed", jsonb_array_length("refused") AS "refused",
  jsonb_array_length("sampled") AS "sampled", jsonb_array_length("leftOut") AS "leftOut", "startedAt", "updatedAt", "finishedAt"`;

/** The runs of a program, the newest first. */
export const runSummaries = async (
  tx: Transaction,
  programId: string,
  reader: Actor,
  limit: number,
): Promise<SignOffRunSummary[]> => {
  const rows = await tx.$queryRaw<RunRow[]>(sql`
    SELECT ${columns} FROM "SignOffRun" WHERE "programId" = ${programId}::uuid
    ORDER BY "startedAt" DESC, "id" DESC LIMIT ${limit}`);
  return rows.map((row) => summaryOf(row, reader));
};

/** One run with what it did not sign. */
export const runView = async (
  tx: Transaction,
  programId: string,
  reader: Actor,
  run: string,
): Promise<SignOffRunView> => {
  const [row] = await tx.$queryRaw<
    (RunRow & Pick<SignOffRunView, "refusals" | "rowsLeftOut">)[]
  >(sql`
    SELECT ${columns}, "refused" AS "refusals", "leftOut" AS "rowsLeftOut" FROM "SignOffRun"
    WHERE "programId" = ${programId}::uuid AND "id" = ${run}::uuid`);
  if (!row) throw new Refusal("not-found", "There is no such run of signatures.");
  return { ...summaryOf(row, reader), refusals: row.refusals, rowsLeftOut: row.rowsLeftOut };
};
