import type { Requester } from "@/lib/domain/flip-request";
import type { Actor } from "@/lib/domain/permissions";
import { sql, type Transaction } from "@/lib/server/db";
import { type RequestRow, requesterOf } from "@/lib/server/requests/request-rows";

const storedId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

// A token may make tokens; longer chains of them are nobody's honest work.
const makersAtMost = 10;

/** The person at the root of the tokens that made this one, as the program's audit has it. */
const rootMaker = async (
  tx: Transaction,
  chain: string,
  token: string,
): Promise<Requester | null> => {
  let made = token;
  for (let step = 0; step < makersAtMost; step += 1) {
    const [event] = await tx.$queryRaw<
      { actor: { kind: string; id?: string; name: string } }[]
    >(sql`
      SELECT "actor" FROM "AuditEvent"
      WHERE "chain" = ${chain} AND "action" = 'create-token' AND "outcome" = 'accepted'
        AND "subject"->>'token' = ${made} LIMIT 1`);
    const { kind, id, name } = event?.actor ?? {};
    if (id === undefined || name === undefined) return null;
    if (kind === "person") return { id, name };
    made = id;
  }
  return null;
};

/** Who asks. A token asks for the person who made it, so that they cannot approve it themselves. */
export const requesterFor = async (tx: Transaction, actor: Actor): Promise<Requester> => {
  if (actor.kind === "person") return { id: actor.id, name: actor.name };
  const token =
    actor.kind === "token" && storedId.test(actor.id)
      ? await tx.token.findUnique({
          where: { id: actor.id },
          select: { id: true, createdByName: true, programId: true },
        })
      : null;
  if (!token) return { id: null, name: actor.name };
  const root = token.programId ? await rootMaker(tx, token.programId, token.id) : null;
  if (root) return { id: root.id, name: `${actor.name} (token of ${root.name})` };
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
