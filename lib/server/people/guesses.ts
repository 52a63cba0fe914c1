import { sha256 } from "@/lib/server/audit";
import { type Database, sql, type Transaction } from "@/lib/server/db";

/** What is guessed at: a password on the sign-in page, one's own in a session, a second factor's code. */
type Secret = "sign-in" | "password" | "code";

const limit = 10;
const minute = 60_000;
const windowMilliseconds = 15 * minute;

/** People type passwords into the wrong field: whose it is stands there hashed. */
const subjectOf = (secret: Secret | "told", whose: string): string =>
  `${secret} ${sha256(whose).slice(0, 32)}`;

/**
 * Counts a guess before it is judged, so that many at once gain nothing; `false`: wait. Ten within a
 * quarter of an hour of the first, then none until that time is over. Counted in the database, for all
 * processes together; so never within a transaction that a wrong guess would undo.
 */
export const admitGuess = async (
  database: Database,
  secret: Secret,
  whose: string,
  now: Date,
): Promise<boolean> => {
  const until = new Date(now.getTime() + windowMilliseconds);
  const admitted = await database.$executeRaw(sql`
    INSERT INTO "GuessCount" AS g ("subject", "count", "until")
    VALUES (${subjectOf(secret, whose)}, 1, ${until})
    ON CONFLICT ("subject") DO UPDATE SET
      "count" = CASE WHEN g."until" <= ${now} THEN 1 ELSE g."count" + 1 END,
      "until" = CASE WHEN g."until" <= ${now} THEN ${until} ELSE g."until" END
    WHERE g."until" <= ${now} OR g."count" < ${limit}`);
  return admitted > 0;
};

/** The guess was right: those before it no longer count. */
export const forgetGuesses = async (
  tx: Pick<Transaction, "guessCount">,
  secret: Secret,
  whose: string,
): Promise<void> => {
  await tx.guessCount.deleteMany({ where: { subject: subjectOf(secret, whose) } });
};

/** Notes that somebody was told of a code whose time is not over, so that it is not taken from them. */
export const noteTold = async (database: Database, code: string, until: Date): Promise<void> => {
  const subject = subjectOf("told", code);
  await database.$executeRaw(sql`
    INSERT INTO "GuessCount" ("subject", "count", "until") VALUES (${subject}, 1, ${until})
    ON CONFLICT ("subject") DO UPDATE SET "until" = greatest("GuessCount"."until", ${until})`);
};

export const wasTold = async (database: Database, code: string): Promise<boolean> =>
  (await database.guessCount.count({ where: { subject: subjectOf("told", code) } })) > 0;

/** Takes out counts whose time is over. What a hundred guesses a second leave in a quarter of an hour is small. */
export const removeOldGuesses = async (database: Database, now: Date): Promise<void> => {
  await database.guessCount.deleteMany({ where: { until: { lt: now } } });
};
