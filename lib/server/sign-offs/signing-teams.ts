import type { Actor } from "@/lib/domain/permissions";
import type { StandIn } from "@/lib/domain/signature-words";
import type { Transaction } from "@/lib/server/db";
import { accountsOf } from "@/lib/server/people/one-person";

/** In whose name somebody may sign. */
export type SigningTeams = {
  /** Their teams, and their own handle where an owner is a person and no team. */
  readonly own: readonly string[];
  /** Teams and handles of those whom they stand in for today. */
  readonly deputyOf: readonly string[];
  readonly standIns: readonly StandIn[];
  /** Further accounts that have or had an address of theirs: whoever signs in at two providers is one person. */
  readonly otherAccounts: readonly string[];
};

/**
 * In whose name an actor may sign now: their own, and that of people whom they stand in for. Nobody stands
 * in for somebody whose account is closed, or for a team that the absent person has left.
 */
export const signingTeams = async (
  tx: Transaction,
  programId: string,
  actor: Actor,
  now: Date,
): Promise<SigningTeams> => {
  if (actor.kind !== "person") return { own: [], deputyOf: [], standIns: [], otherAccounts: [] };
  const [, ...otherAccounts] = await accountsOf(tx, actor.id);
  const deputies = await tx.deputy.findMany({
    where: {
      programId,
      deputyId: actor.id,
      endedAt: null,
      fromAt: { lte: now },
      untilAt: { gt: now },
    },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
  });
  const absent = await tx.person.findMany({
    where: { id: { in: deputies.map(({ absentId }) => absentId) }, deactivatedAt: null },
    select: {
      id: true,
      handle: true,
      name: true,
      teams: { select: { team: { select: { key: true } } }, orderBy: { team: { key: "asc" } } },
    },
  });
  const standIns = deputies.flatMap(({ absentId, team, untilAt }): StandIn[] => {
    const person = absent.find(({ id }) => id === absentId);
    if (!person) return [];
    const { id, handle, name, teams } = person;
    const inPlaceOf = { person: id, handle, name, until: untilAt.toISOString() };
    const keys = teams.map(({ team: { key } }) => key);
    const owners = team === "" ? [...keys, `@${handle}`] : keys.filter((key) => key === team);
    return owners.map((owner) => ({ owner, inPlaceOf }));
  });
  return {
    own: [...actor.teams, `@${actor.handle}`],
    deputyOf: [...new Set(standIns.map(({ owner }) => owner))],
    standIns,
    otherAccounts,
  };
};
