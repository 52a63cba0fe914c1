import { withdrawSignature as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { lockSigning } from "@/lib/server/sign-offs/lock-signing";
import { writeWithRetirements } from "@/lib/server/sign-offs/retire-rows";
import { signatureView } from "@/lib/server/sign-offs/signature-view";
import { rowBack, takeRowBack } from "@/lib/server/sign-offs/take-row-back";

/** Takes a signature back. It stays in the record; a row that lacks it now goes back to where it was signed from. */
export const withdrawSignature = command(
  { name: "withdraw-signature", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    // Whoever signs for another team at this moment rests on this signature, or on its absence.
    await lockSigning(tx, program.id);
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
    const { subjectKind: kind, subjectKey: key, digest } = signature;
    const state = signature.supersededById ? null : await rowBack(tx, program.id, { kind, key });
    const moves =
      state && state.is !== state.was ? [{ kind, key, from: state.was, to: state.is }] : [];
    const { announce } = await writeWithRetirements(
      tx,
      program,
      { moves, by: actor.name, at: now },
      async () => (state && moves.length > 0 ? takeRowBack(tx, state, now) : null),
    );
    return {
      event: {
        subject: { signature: signature.id, kind, key },
        was: { state: state?.was ?? null, digest },
        now: { state: state?.is ?? null },
        reason: input.reason,
      },
      result: signatureView(row),
      announce,
    };
  },
);
