import { confirmSecondFactor as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { openSecret } from "@/lib/server/people/sealed-secret";
import {
  admitGuess,
  forgetGuesses,
  judgeDigits,
  newRecoveryCodes,
  personAtBrowser,
  recoveryHash,
  refuseVerdict,
} from "@/lib/server/people/second-factor";

/** Confirms the second factor that was begun with its first code, and gives its recovery codes. */
export const confirmSecondFactor = command(
  { name: "confirm-second-factor", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const { id, handle, session } = personAtBrowser(actor);
    const factor = await tx.secondFactor.findUnique({ where: { personId: id } });
    if (!factor || factor.confirmedAt) {
      throw new Refusal("conflict", "There is nothing to confirm: set a second factor up first.");
    }
    admitGuess(id, now);
    const { secret } = openSecret(factor.secret, id);
    const step = refuseVerdict(judgeDigits(secret, input.code, factor.lastStep, now));
    const recoveryCodes = newRecoveryCodes();
    const { count } = await tx.secondFactor.updateMany({
      where: { personId: id, confirmedAt: null, secret: factor.secret },
      data: {
        confirmedAt: now,
        lastStep: step,
        recoveryHashes: recoveryCodes.map(recoveryHash),
      },
    });
    if (count === 0) throw new Refusal("conflict", "It was set up anew meanwhile. Look again.");
    forgetGuesses(id);
    await tx.session.update({ where: { id: session.id }, data: { factorAt: now } });
    return { event: { subject: { person: handle } }, result: { recoveryCodes } };
  },
);
