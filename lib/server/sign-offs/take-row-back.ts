import { missingTeams } from "@/lib/domain/four-eyes";
import { editedHere } from "@/lib/domain/merge-item";
import { sql, type Transaction } from "@/lib/server/db";
import type { SubjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/** A row with its state, and the one that it goes back to; the same where it stays. */
type RowBack = { readonly id: string; readonly was: string; readonly is: string };

/**
 * Where a row goes once a signature that it needs was taken back, whichever of several led to its state: to
 * where it was before it was signed. A row whose other signatures are all that it needs stays. `null` for
 * what is no row.
 */
export const rowBack = async (
  tx: Transaction,
  programId: string,
  { kind, key }: SubjectName,
): Promise<RowBack | null> => {
  const row = await tx.item.findUnique({
    where: { programId_kind_key: { programId, kind, key } },
    select: { id: true, verification: true, team: { select: { key: true } } },
  });
  if (!row) return null;
  const given = await tx.signature.findMany({
    where: { programId, subjectKind: kind, subjectKey: key },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: {
      team: true,
      fromState: true,
      toState: true,
      withdrawnAt: true,
      supersededById: true,
    },
  });
  const { rules } = await signOffSettings(tx, programId);
  const signed = given
    .filter(({ withdrawnAt, supersededById }) => withdrawnAt === null && supersededById === null)
    .map(({ team }) => team);
  const was = row.verification;
  const isWhole = row.team !== null && missingTeams(row.team.key, signed, rules).length === 0;
  const is = isWhole ? was : (given.find(({ toState }) => toState === was)?.fromState ?? was);
  return { id: row.id, was, is };
};

/** Takes a row back to where it was, with the switch that a signature of its retirement took from it. */
export const takeRowBack = async (
  tx: Transaction,
  { id, is }: RowBack,
  now: Date,
): Promise<void> => {
  const saidHere = JSON.stringify([{ file: editedHere }]);
  await tx.$executeRaw(sql`
    UPDATE "Item" SET "verification" = ${is}, "updatedAt" = ${now},
      "isSwitchable" = "isSwitchable" OR "provenance"->'isSwitchable' = ${saidHere}::jsonb,
      "provenance" = CASE WHEN "provenance"->'isSwitchable' = ${saidHere}::jsonb
        THEN "provenance" - 'isSwitchable' ELSE "provenance" END
    WHERE "id" = ${id}::uuid`);
};
