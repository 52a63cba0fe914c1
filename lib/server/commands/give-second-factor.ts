import { giveSecondFactor as operation } from "@/lib/contract/second-factor";
import { codeWords } from "@/lib/domain/code-step";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { sql, type Transaction } from "@/lib/server/db";
import { openSecret, sealSecret } from "@/lib/server/people/sealed-secret";
import {
  admitGuess,
  forgetGuesses,
  judgeDigits,
  personAtBrowser,
  recoveryHash,
  refuseCode,
  refuseVerdict,
  withoutToldSteps,
} from "@/lib/server/people/second-factor";

/** Each recovery code is taken out as it is used; two tabs cannot both use one. */
const takeRecoveryCode = async (tx: Transaction, personId: string, code: string): Promise<void> => {
  const hash = recoveryHash(code);
  const taken = await tx.$executeRaw(sql`
    UPDATE "SecondFactor" SET "recoveryHashes" = array_remove("recoveryHashes", ${hash})
    WHERE "personId" = ${personId}::uuid AND ${hash} = ANY("recoveryHashes")`);
  if (taken === 0) refuseCode("This is no recovery code of yours, or it was used already.");
};

/** Proves again, with a code of the second factor, who is at a session. */
export const giveSecondFactor = command(
  { name: "give-second-factor", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const { id, handle, session } = personAtBrowser(actor);
    const factor = await tx.secondFactor.findUnique({ where: { personId: id } });
    if (!factor?.confirmedAt) {
      throw new Refusal(
        "conflict",
        "You have no second factor yet. Set one up on your account page.",
      );
    }
    admitGuess(id, now);
    const isRecovery = input.code.length > 6;
    if (isRecovery) {
      await takeRecoveryCode(tx, id, input.code);
    } else {
      const { secret, isOld } = openSecret(factor.secret, id);
      const verdict = judgeDigits(secret, input.code, factor.lastStep, now);
      const step = refuseVerdict(withoutToldSteps(id, verdict));
      const { count } = await tx.secondFactor.updateMany({
        where: { personId: id, secret: factor.secret, lastStep: { lt: step } },
        data: { lastStep: step, ...(isOld ? { secret: sealSecret(secret, id) } : {}) },
      });
      if (count === 0) refuseCode(codeWords({ kind: "used" }));
    }
    forgetGuesses(id);
    await tx.session.update({ where: { id: session.id }, data: { factorAt: now } });
    const { recoveryHashes } = await tx.secondFactor.findUniqueOrThrow({ where: { personId: id } });
    const by = isRecovery ? "recovery code" : "authenticator";
    return {
      event: { subject: { person: handle, session: session.id, by } },
      result: { factorAt: now.toISOString(), recoveryCodesLeft: recoveryHashes.length },
    };
  },
);
