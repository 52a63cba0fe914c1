import { randomUUID } from "node:crypto";
import type { Actor, Role } from "@/lib/domain/permissions";
import type { Database } from "@/lib/server/db";
import type { RequestContext } from "@/lib/server/scope";

export const admin: Actor = {
  kind: "token",
  id: "tests",
  name: "tests",
  scopes: ["admin"],
  programId: null,
  environmentId: null,
};

/** A request by an actor, now, with an id of its own. */
export const as = (actor: Actor): RequestContext => ({
  actor,
  requestId: randomUUID(),
  now: new Date(),
});

/** A stored person with a role in every program, as an actor. */
export const personWith = async (
  database: Database,
  role: Role | null,
  programId: string | null = null,
): Promise<Actor> => {
  const handle = `${role ?? "nobody"}-${randomUUID().slice(0, 8)}`;
  const person = await database.person.create({
    data: {
      handle,
      name: handle,
      ...(role ? { memberships: { create: { role, programId } } } : {}),
    },
  });
  return {
    kind: "person",
    id: person.id,
    handle,
    name: handle,
    isAdmin: false,
    roles: role ? [{ programId, role }] : [],
    teams: [],
    authentication: "password",
  };
};
