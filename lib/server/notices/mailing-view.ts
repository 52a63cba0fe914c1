import type { MailingView } from "@/lib/contract/notices";
import type { Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";

/** How mail reaches a person. */
export const mailingOf = async (tx: Transaction, personId: string): Promise<MailingView> => {
  const { mailing, email, nextDigestAt } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { mailing: true, email: true, nextDigestAt: true },
  });
  return {
    mailing: mailing as MailingView["mailing"],
    email,
    nextDigestAt: nextDigestAt?.toISOString() ?? null,
    isSetUp: env().mail !== null,
  };
};
