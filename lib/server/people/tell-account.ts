import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";
import type { Named } from "@/lib/server/people/person-named";

/**
 * Tells a person what an admin did to their account, through a program that they belong to: notices
 * are a program's. Who belongs to none has nothing that could reach them; the audit has it.
 */
export const tellAccount = async (
  tx: Transaction,
  person: Named,
  {
    link = "/account",
    ...what
  }: {
    readonly says: string;
    readonly dedupe: string;
    readonly at: Date;
    /** Where to see it; else their own account. */
    readonly link?: string;
  },
): Promise<void> => {
  const { isAdmin, memberships } = await tx.person.findUniqueOrThrow({
    where: { id: person.id },
    select: { isAdmin: true, memberships: { select: { programId: true } } },
  });
  const ids = memberships.map(({ programId }) => programId);
  if (!isAdmin && ids.length === 0) return;
  const program = await tx.program.findFirst({
    where: isAdmin || ids.includes(null) ? {} : { id: { in: ids.filter((id) => id !== null) } },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  if (!program) return;
  await tell(tx, {
    program,
    kind: "account-changed",
    link,
    subject: { person: person.handle },
    to: [{ people: [person.id] }],
    ...what,
  });
};
