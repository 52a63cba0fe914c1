import { Refusal } from "@/lib/domain/refusal";
import type { Database } from "@/lib/server/db";
import { admitGuess } from "@/lib/server/people/guesses";
import { isPassword } from "@/lib/server/people/password";

/**
 * Judges the password that somebody typed for their own account, in the field named; gives the hash
 * that it is the password of. A guess: so before the transaction that rests on it.
 */
export const ownPassword = async (
  database: Database,
  personId: string,
  typed: Readonly<Record<string, string>>,
  now: Date,
): Promise<string> => {
  const [[field, password] = ["password", ""]] = Object.entries(typed);
  if (!(await admitGuess(database, "password", personId, now))) {
    throw new Refusal(
      "too-many",
      "Too many passwords that were wrong. Wait a quarter of an hour, then try again.",
    );
  }
  const { passwordHash } = await database.person.findUniqueOrThrow({
    where: { id: personId },
    select: { passwordHash: true },
  });
  if (passwordHash === null || !(await isPassword(password, passwordHash))) {
    const says = "This is not your password.";
    throw new Refusal("invalid", says, [{ field, says }]);
  }
  return passwordHash;
};
