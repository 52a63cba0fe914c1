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

/** The same person in these teams, stored; a team that there is not is made. */
export const inTeams = async <One extends Extract<Actor, { kind: "person" }>>(
  database: Database,
  person: One,
  teams: readonly string[],
): Promise<One> => {
  for (const key of teams) {
    const members = { create: { personId: person.id } };
    await database.team.upsert({
      where: { key },
      create: { key, name: key, members },
      update: { members },
    });
  }
  return { ...person, teams };
};

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
