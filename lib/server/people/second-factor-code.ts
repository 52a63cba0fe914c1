import { type CodeVerdict, codeSeconds, codeWords } from "@/lib/domain/code-step";
import { Refusal } from "@/lib/domain/refusal";
import { type Database, sql, type Transaction } from "@/lib/server/db";
import { admitGuess, forgetGuesses, noteTold, wasTold } from "@/lib/server/people/guesses";
import { openSecret, sealSecret } from "@/lib/server/people/sealed-secret";
import { judgeDigits, recoveryHash } from "@/lib/server/people/second-factor";

/** A code that was judged, and what of it is taken when it is used. */
type JudgedCode =
  | { readonly by: "recovery code"; readonly code: string }
  | {
      readonly by: "authenticator";
      readonly step: number;
      /** The secret as it was stored when the code was judged, and sealed anew where its key was changed. */
      readonly stored: string;
      readonly resealed: string | null;
    };

export const refuseCode = (says: string): never => {
  throw new Refusal("invalid", says, [{ field: "code", says }]);
};

/**
 * A guess that turns out to be the code of a time to come must not be taken then: whoever guessed was
 * told so, in words about a clock.
 */
const withoutTold = async (
  database: Database,
  personId: string,
  verdict: CodeVerdict,
  now: Date,
): Promise<CodeVerdict> => {
  if (verdict.kind === "wrong-clock" && verdict.minutes > 0) {
    // Until its step, and the drift after it, are over.
    const until = new Date((verdict.step + 3) * codeSeconds * 1000);
    await noteTold(database, `${personId} ${verdict.step}`, until > now ? until : now);
  }
  return verdict.kind === "taken" && (await wasTold(database, `${personId} ${verdict.step}`))
    ? { kind: "used" }
    : verdict;
};

/**
 * Judges a code of somebody's second factor, or a recovery code by its shape alone. A guess: so before
 * the transaction that takes it, and ten wrong ones are the end of it for a quarter of an hour.
 */
export const judgeFactorCode = async (
  database: Database,
  personId: string,
  factor: { readonly secret: string; readonly lastStep: number },
  code: string,
  now: Date,
): Promise<JudgedCode> => {
  if (!(await admitGuess(database, "code", personId, now))) {
    throw new Refusal(
      "too-many",
      "Too many codes that were wrong. Wait a quarter of an hour, then try again.",
    );
  }
  if (code.length > 6) return { by: "recovery code", code };
  const { secret, isOld } = openSecret(factor.secret, personId);
  const verdict = await withoutTold(
    database,
    personId,
    judgeDigits(secret, code, factor.lastStep, now),
    now,
  );
  if (verdict.kind !== "taken") return refuseCode(codeWords(verdict));
  return {
    by: "authenticator",
    step: verdict.step,
    stored: factor.secret,
    resealed: isOld ? sealSecret(secret, personId) : null,
  };
};

/** Each recovery code is taken out as it is used; two tabs cannot both use one. */
const takeRecoveryCode = async (tx: Transaction, personId: string, code: string): Promise<void> => {
  const hash = recoveryHash(code);
  const taken = await tx.$executeRaw(sql`
    UPDATE "SecondFactor" SET "recoveryHashes" = array_remove("recoveryHashes", ${hash})
    WHERE "personId" = ${personId}::uuid AND ${hash} = ANY("recoveryHashes")`);
  if (taken === 0) refuseCode("This is no recovery code of yours, or it was used already.");
};

/** Takes a judged code: none is taken twice, nor one from before the last. */
export const takeFactorCode = async (
  tx: Transaction,
  personId: string,
  judged: JudgedCode,
): Promise<void> => {
  if (judged.by === "recovery code") {
    await takeRecoveryCode(tx, personId, judged.code);
  } else {
    const { step, stored, resealed } = judged;
    const { count } = await tx.secondFactor.updateMany({
      where: { personId, secret: stored, lastStep: { lt: step } },
      data: { lastStep: step, ...(resealed === null ? {} : { secret: resealed }) },
    });
    if (count === 0) refuseCode(codeWords({ kind: "used" }));
  }
  await forgetGuesses(tx, "code", personId);
};
