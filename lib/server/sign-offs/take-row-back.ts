import { missingTeams } from "@/lib/domain/four-eyes";
import type { Transaction } from "@/lib/server/db";
import type { SubjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/**
 * Takes a row back to where it was before it was signed, once a signature that it needs was taken back,
 * whichever of several led to its state. A row whose other signatures are all that it needs stays. Answers
 * its states before and after; `null` for what is no row.
 */
export const takeRowBack = async (
  tx: Transaction,
  programId: string,
  { kind, key }: SubjectName,
  now: Date,
): Promise<{ readonly was: string; readonly is: string } | null> => {
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
  if (is !== was) {
    await tx.item.update({ where: { id: row.id }, data: { verification: is, updatedAt: now } });
  }
  return { was, is };
};
