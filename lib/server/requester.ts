import type { Requester } from "@/lib/domain/flip-request";
import type { Actor } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { type RequestRow, requesterOf } from "@/lib/server/request-rows";

const storedId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** Who asks. A token asks for the person who made it, so that they cannot approve it themselves. */
export const requesterFor = async (tx: Transaction, actor: Actor): Promise<Requester> => {
  if (actor.kind === "person") return { id: actor.id, name: actor.name };
  const token =
    actor.kind === "token" && storedId.test(actor.id)
      ? await tx.token.findUnique({ where: { id: actor.id }, select: { createdByName: true } })
      : null;
  if (!token) return { id: null, name: actor.name };
  const makers = await tx.person.findMany({
    where: { name: token.createdByName },
    select: { id: true },
    take: 2,
  });
  return {
    id: makers.length === 1 ? (makers[0]?.id ?? null) : null,
    name: `${actor.name} (token of ${token.createdByName})`,
  };
};

/** Whether a request is the actor's own. */
export const isOwn = (actor: Actor, row: RequestRow): boolean => {
  const { id, name } = requesterOf(row);
  if (actor.kind === "person") return actor.id === id;
  return (
    actor.kind === "token" && (name === actor.name || name.startsWith(`${actor.name} (token of `))
  );
};
