import type { GateApproval } from "@/lib/domain/program-gate-state";
import type { Transaction } from "@/lib/server/db";
import { programScopeFields } from "@/lib/server/scope";
import { subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffRecord, signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { standingOf } from "@/lib/server/sign-offs/standing-signatures";
import { gateSubjects } from "@/lib/server/sign-offs/subject-gates";

/** By gate, how its approval stands: of those gates alone that somebody signed and did not take back. */
export const gateApprovals = async (
  tx: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, GateApproval>> => {
  const signed = await tx.signature.findMany({
    where: { programId, subjectKind: "program-gate", withdrawnAt: null, supersededById: null },
    select: { subjectKey: true },
    distinct: ["subjectKey"],
  });
  if (signed.length === 0) return new Map();
  const keys = signed.map(({ subjectKey }) => subjectKey);
  const program = await tx.program.findUniqueOrThrow({
    where: { id: programId },
    select: programScopeFields,
  });
  const settings = await signOffSettings(tx, programId);
  const subjects = await gateSubjects(tx, program, settings, keys);
  const record = await signOffRecord(tx, programId, keys);
  return new Map(
    subjects.map((subject) => {
      const { isSigned, says } = standingOf(subject, record, settings);
      const about = subjectName(subject.row);
      const isStale = record.signatures.some(
        ({ subjectKind: kind, subjectKey: key, staleAt, withdrawnAt, supersededById }) =>
          subjectName({ kind, key }) === about && staleAt && !withdrawnAt && !supersededById,
      );
      return [subject.row.key, { isSigned, isStale, says }];
    }),
  );
};
