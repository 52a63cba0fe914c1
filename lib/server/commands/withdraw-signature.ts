import { withdrawSignature as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { signatureView } from "@/lib/server/sign-offs/signature-view";

/** Takes a signature back. It stays in the record; the row goes back to where it was signed from. */
export const withdrawSignature = command(
  { name: "withdraw-signature", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const signature = await tx.signature.findFirst({
      where: { id: input.signature, programId: program.id },
    });
    if (!signature) throw new Refusal("not-found", "There is no such signature in this program.");
    if (signature.withdrawnAt) throw new Refusal("conflict", "It was taken back already.");
    if (actor.kind !== "person" || signature.personId !== actor.id) {
      throw new Refusal("forbidden", `Only ${signature.personName} takes their signature back.`);
    }
    const [row] = await tx.signature.updateManyAndReturn({
      where: { id: signature.id, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnByName: actor.name, withdrawnBecause: input.reason },
    });
    if (!row) throw new Refusal("conflict", "It was taken back already.");
    const { subjectKind: kind, subjectKey: key, fromState, toState } = signature;
    if (fromState !== null && toState !== null) {
      await tx.item.updateMany({
        where: { programId: program.id, kind, key, verification: toState },
        data: { verification: fromState, updatedAt: now },
      });
    }
    return {
      event: {
        subject: { signature: signature.id, kind, key },
        was: { state: toState, digest: signature.digest },
        now: { state: fromState },
        reason: input.reason,
      },
      result: signatureView(row),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
