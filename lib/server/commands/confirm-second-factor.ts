import { confirmSecondFactor as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { forgetGuesses } from "@/lib/server/people/guesses";
import { newRecoveryCodes, personAtBrowser, recoveryHash } from "@/lib/server/people/second-factor";
import { judgeFactorCode, refuseCode } from "@/lib/server/people/second-factor-code";

/** Confirms the second factor that was begun with its first code, and gives its recovery codes. */
export const confirmSecondFactor = command(
  {
    name: "confirm-second-factor",
    allow: "anybody",
    input: operation.input,
    prepare: async ({ database, actor, input, now }) => {
      // Who may not at all is refused, and recorded, by the command itself.
      if (actor.kind !== "person" || !actor.session) return null;
      const factor = await database.secondFactor.findUnique({ where: { personId: actor.id } });
      return factor && !factor.confirmedAt
        ? judgeFactorCode(database, actor.id, factor, input.code, now)
        : null;
    },
  },
  async ({ tx, actor, now, prepared: judged }) => {
    const { id, handle, session } = personAtBrowser(actor);
    if (!judged) {
      throw new Refusal("conflict", "There is nothing to confirm: set a second factor up first.");
    }
    if (judged.by === "recovery code") {
      return refuseCode("There are no recovery codes yet: give the six digits.");
    }
    const recoveryCodes = newRecoveryCodes();
    const { count } = await tx.secondFactor.updateMany({
      where: { personId: id, confirmedAt: null, secret: judged.stored },
      data: {
        confirmedAt: now,
        lastStep: judged.step,
        recoveryHashes: recoveryCodes.map(recoveryHash),
      },
    });
    if (count === 0) throw new Refusal("conflict", "It was set up anew meanwhile. Look again.");
    await forgetGuesses(tx, "code", id);
    await tx.session.update({ where: { id: session.id }, data: { factorAt: now } });
    return { event: { subject: { person: handle } }, result: { recoveryCodes } };
  },
);
