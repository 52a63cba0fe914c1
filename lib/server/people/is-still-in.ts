import { type Actor, isMember } from "@/lib/domain/permissions";
import type { Database } from "@/lib/server/db";
import { signedInActor } from "@/lib/server/people/person-actor";

/**
 * Whether somebody who was let in a while ago would be let into the program now: an open stream outlives
 * a session that was ended, an account that was closed, a role or a token that was taken back.
 */
export const isStillIn = async (
  database: Database,
  actor: Actor,
  programId: string,
): Promise<boolean> => {
  if (actor.kind === "person") {
    if (!actor.session) return true;
    const now = await signedInActor(database, actor.session.id, actor.id);
    return now !== null && isMember(now, programId);
  }
  // Tokens of the environment have a name and no row.
  if (actor.kind === "system" || !/^[0-9a-f-]{36}$/i.test(actor.id)) return true;
  const token = await database.token.findUnique({
    where: { id: actor.id },
    select: { revokedAt: true, expiresAt: true },
  });
  return token?.revokedAt === null && (token.expiresAt === null || token.expiresAt > new Date());
};
