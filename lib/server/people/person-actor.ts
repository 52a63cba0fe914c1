import type { Actor, Role } from "@/lib/domain/permissions";
import type { Database, Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";

type PersonActor = Extract<Actor, { kind: "person" }>;

/** A person with their roles as they are now; `null` when unknown or deactivated. */
export const personActor = async (
  database: Database | Transaction,
  id: string,
  authentication: PersonActor["authentication"],
): Promise<PersonActor | null> => {
  const person = await database.person.findUnique({
    where: { id },
    include: { memberships: true, teams: { include: { team: true } } },
  });
  if (!person || person.deactivatedAt) return null;
  return {
    kind: "person",
    id: person.id,
    handle: person.handle,
    name: person.name,
    isAdmin: person.isAdmin,
    roles: person.memberships.map(({ programId, role }) => ({ programId, role: role as Role })),
    teams: person.teams.map(({ team }) => team.key),
    authentication,
  };
};

/** Whoever is signed in in a session, as they stand now; `null` when it has ended or they are gone. */
export const signedInActor = async (
  database: Database,
  sessionId: string,
  personId: string,
): Promise<PersonActor | null> => {
  const session = await database.session.findUnique({ where: { id: sessionId } });
  if (!session || session.endedAt || session.personId !== personId) return null;
  const { id, startedAt, authenticatedAt, factorAt } = session;
  const authentication = session.authentication as PersonActor["authentication"];
  // An example sign-in ends with the local mode that allowed it.
  if (authentication === "example" && !env().isLocal) return null;
  const person = await personActor(database, session.personId, authentication);
  return person && { ...person, session: { id, startedAt, authenticatedAt, factorAt } };
};
