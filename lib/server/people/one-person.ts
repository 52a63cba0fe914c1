import { sql, type Transaction } from "@/lib/server/db";

/**
 * Who an account may be as well: itself, and every account that has or had an address of it. Whoever signs in
 * at two providers is one person; an address that passed from one to another counts for both.
 */
export const accountsOf = async (tx: Transaction, personId: string): Promise<string[]> => {
  const others = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT other."id"::text AS "id" FROM "Person" me
    JOIN "Person" other ON other."id" <> me."id"
      AND array_append(other."formerEmails", lower(other."email"))
        && array_append(me."formerEmails", lower(me."email"))
    WHERE me."id" = ${personId}::uuid`);
  return [personId, ...others.map(({ id }) => id)];
};

/** The same of several accounts at once, by id. */
export const accountsOfEach = async (
  tx: Transaction,
  personIds: readonly string[],
): Promise<(personId: string) => string[]> => {
  const known = new Map<string, string[]>();
  for (const id of new Set(personIds)) known.set(id, await accountsOf(tx, id));
  return (id) => known.get(id) ?? [id];
};

/** Sets the address of an account, and keeps the one that it had. Answers the address that it had. */
export const changeAddress = async (
  tx: Transaction,
  personId: string,
  email: string | null,
): Promise<string | null> => {
  const was = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { email: true, formerEmails: true },
  });
  const [before, is] = [was.email?.toLowerCase(), email?.toLowerCase()];
  const former = [...was.formerEmails, ...(before ? [before] : [])].filter((one) => one !== is);
  await tx.person.update({
    where: { id: personId },
    data: { email, formerEmails: [...new Set(former)] },
  });
  return was.email;
};
