import type { EvidenceRules } from "@/lib/domain/deployment";
import { Refusal } from "@/lib/domain/refusal";
import { type Json, sql, type Transaction } from "@/lib/server/db";
import { readRules } from "@/lib/server/evidence/deployments";

/**
 * Writes which evidence counts besides that of the very build, as somebody who saw `was`. It is a criterion: what
 * applies an approved request calls this too.
 */
export const writeEvidenceRules = async (
  tx: Transaction,
  programId: string,
  { rules, was }: { readonly rules: EvidenceRules; readonly was: EvidenceRules },
): Promise<EvidenceRules> => {
  await tx.$queryRaw(sql`SELECT "id" FROM "Program" WHERE "id" = ${programId}::uuid FOR UPDATE`);
  const is = await readRules(tx, programId);
  if (is.ancestors !== was.ancestors) {
    throw new Refusal(
      "stale-version",
      `Evidence of ${is.ancestors} ancestors counts by now (you saw ${was.ancestors}). Look at it and decide again.`,
    );
  }
  await tx.program.update({
    where: { id: programId },
    data: { evidenceRules: { ancestors: rules.ancestors } as Json },
  });
  return { ancestors: rules.ancestors };
};
