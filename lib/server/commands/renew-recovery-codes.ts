import { renewRecoveryCodes as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import { command } from "@/lib/server/command";
import {
  newRecoveryCodes,
  personAtBrowser,
  recoveryHash,
  refuseWithoutProof,
} from "@/lib/server/people/second-factor";

/** Makes ten new recovery codes; the old ones count no more. */
export const renewRecoveryCodes = command(
  { name: "renew-recovery-codes", allow: "anybody", input: operation.input },
  async ({ tx, actor, now }) => {
    const { id, handle, session } = personAtBrowser(actor);
    const known = await tx.secondFactor.findUnique({ where: { personId: id } });
    if (!known?.confirmedAt) {
      throw new Refusal("not-found", "You have no second factor that such codes could replace.");
    }
    refuseWithoutProof(missingProof(session, null, now));
    const recoveryCodes = newRecoveryCodes();
    await tx.secondFactor.update({
      where: { personId: id },
      data: { recoveryHashes: recoveryCodes.map(recoveryHash) },
    });
    return { event: { subject: { person: handle } }, result: { recoveryCodes } };
  },
);
