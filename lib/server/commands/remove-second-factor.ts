import { removeSecondFactor as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import { command } from "@/lib/server/command";
import { factorView, personAtBrowser, refuseWithoutProof } from "@/lib/server/people/second-factor";

/** Removes the caller's own second factor; one that was never confirmed needs no proof. */
export const removeSecondFactor = command(
  { name: "remove-second-factor", allow: "anybody", input: operation.input },
  async ({ tx, actor, now }) => {
    const { id, handle, session } = personAtBrowser(actor);
    const known = await tx.secondFactor.findUnique({ where: { personId: id } });
    if (!known) throw new Refusal("not-found", "You have no second factor.");
    if (known.confirmedAt) refuseWithoutProof(missingProof(session, null, now));
    await tx.secondFactor.delete({ where: { personId: id } });
    return { event: { subject: { person: handle } }, result: factorView(null) };
  },
);
