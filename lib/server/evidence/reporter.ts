import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { requesterFor } from "@/lib/server/requests/requester";

/** Who reports evidence: who made the token, and whose it is where that is somebody else. */
export type Reporter = {
  readonly id: string | null;
  readonly name: string;
  readonly owner: string | null;
};

/** Who reports. Both behind a token count: neither vouches for what it reported. */
export const reporterFor = async (tx: Transaction, actor: Actor): Promise<Reporter> => {
  const { id, name } = await requesterFor(tx, actor);
  if (actor.kind !== "token" || !/^[0-9a-f-]{36}$/i.test(actor.id))
    return { id, name, owner: null };
  const token = await tx.token.findUnique({
    where: { id: actor.id },
    select: { ownerId: true },
  });
  const owner = token?.ownerId ?? null;
  return { id: id ?? null, name, owner: owner === id ? null : owner };
};
