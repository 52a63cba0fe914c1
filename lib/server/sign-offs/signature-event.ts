import { type SignatureRecord, signatureRecordVersion } from "@/lib/contract/signature-record";
import type { AuditedEvent } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import type { Signer, WrittenSignature } from "@/lib/server/sign-offs/signature-write";

/**
 * The audit event of written signatures. It holds what each of them says, and each of them its
 * sequence, so that neither can be changed, left out or put in without the other telling.
 */
export const signatureEvent = (
  tx: Transaction,
  written: readonly WrittenSignature[],
  { actor, meaning, batch, provenAt }: Signer,
): AuditedEvent => ({
  subject: { signatures: written.length, ...(batch ? { batch } : {}) },
  now: {
    version: signatureRecordVersion,
    printedName: actor.name,
    meaning: meaning as SignatureRecord["meaning"],
    authentication: actor.authentication,
    authenticatedAt: provenAt.toISOString(),
    signed: written.map((one) => ({ ...one, replaces: [...one.replaces] })),
  } satisfies SignatureRecord,
  recorded: (auditSequence) =>
    tx.signature.updateMany({
      where: { id: { in: written.map(({ id }) => id) } },
      data: { auditSequence },
    }),
});
