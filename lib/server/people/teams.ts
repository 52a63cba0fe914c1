import type { TeamView } from "@/lib/contract/teams";
import type { TeamReach } from "@/lib/domain/delegation";
import { Refusal } from "@/lib/domain/refusal";
import { sql, type Transaction } from "@/lib/server/db";
import { grantView } from "@/lib/server/people/account-view";

/** A team with the ids of what its reach and its members are read by. */
type Team = { readonly id: string; readonly key: string; readonly name: string };

const owned = (tx: Transaction, teamIds: readonly string[]) =>
  tx.$queryRaw<{ teamId: string; id: string; key: string; count: number }[]>(sql`
    SELECT i."teamId"::text AS "teamId", p."id"::text AS "id", p."key", count(*)::int AS "count"
    FROM "Item" i JOIN "Program" p ON p."id" = i."programId"
    WHERE i."teamId" = ANY(${teamIds}::uuid[]) GROUP BY 1, 2, 3 ORDER BY 3`);

/** Teams as they are shown, by key. */
export const teamViews = async (
  tx: Transaction,
  where: { readonly key?: string; readonly programId?: string } = {},
): Promise<TeamView[]> => {
  const teams = await tx.team.findMany({
    where: {
      ...(where.key === undefined ? {} : { key: where.key }),
      ...(where.programId === undefined ? {} : { items: { some: { programId: where.programId } } }),
    },
    orderBy: { key: "asc" },
    select: {
      id: true,
      key: true,
      name: true,
      members: {
        select: {
          source: true,
          grantedByName: true,
          grantedAt: true,
          person: { select: { handle: true, name: true, deactivatedAt: true } },
        },
        orderBy: { person: { name: "asc" } },
      },
    },
  });
  const rows = await owned(
    tx,
    teams.map(({ id }) => id),
  );
  const rules = await tx.groupMapping.findMany({ where: { team: { not: null } } });
  return teams.map((team) => ({
    key: team.key,
    name: team.name,
    members: team.members.map(({ person, ...granted }) => ({
      handle: person.handle,
      name: person.name,
      isActive: person.deactivatedAt === null,
      ...grantView(granted),
    })),
    groups: rules
      .filter((rule) => rule.team === team.key)
      .map(({ provider, group }) => `${provider} ${group}`),
    rows: rows
      .filter(({ teamId }) => teamId === team.id)
      .map(({ key, count }) => ({ program: key, count })),
  }));
};

export const teamNamed = async (tx: Transaction, key: string): Promise<Team> => {
  const team = await tx.team.findUnique({ where: { key } });
  if (!team) throw new Refusal("not-found", `There is no team "${key}".`);
  return team;
};

/** The team as it is shown, after something was written. */
export const teamView = async (tx: Transaction, key: string): Promise<TeamView> => {
  const [view] = await teamViews(tx, { key });
  if (!view) throw new Refusal("not-found", `There is no team "${key}".`);
  return view;
};

/** The programs that a team owns rows of. */
export const teamReach = async (tx: Transaction, { id, key }: Team): Promise<TeamReach> => ({
  key,
  programs: (await owned(tx, [id])).map((row) => ({ id: row.id, key: row.key })),
});

/** The ids of active people by their handles, in their order; refused where one is not there. */
export const peopleNamed = async (
  tx: Transaction,
  handles: readonly string[],
): Promise<string[]> => {
  const people = await tx.person.findMany({
    where: { handle: { in: [...handles] }, isService: false },
    select: { id: true, handle: true, deactivatedAt: true },
  });
  const byHandle = new Map(people.map((person) => [person.handle, person]));
  return handles.map((handle) => {
    const person = byHandle.get(handle);
    if (!person) throw new Refusal("not-found", `Nobody here has the handle "${handle}".`);
    return person.id;
  });
};

type Change = {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly by: string;
  readonly at: Date;
};

/**
 * Puts people into a team and takes them out, by their ids. Whoever is there by a group is then there by
 * a person; whoever follows a group is not taken out by hand: the next sign-in would bring them back.
 */
export const changeMembers = async (
  tx: Transaction,
  { id: teamId, key }: Team,
  { add, remove, by, at }: Change,
): Promise<void> => {
  const gone = await tx.person.findFirst({
    where: { id: { in: [...add] }, deactivatedAt: { not: null } },
    select: { name: true },
  });
  if (gone) throw new Refusal("conflict", `${gone.name} is deactivated. Reactivate them first.`);
  const followed = await tx.teamMember.findFirst({
    where: { teamId, personId: { in: [...remove] }, source: { not: "person" } },
    select: { source: true, person: { select: { name: true } } },
  });
  if (followed) {
    throw new Refusal(
      "conflict",
      `${followed.person.name} is in ${key} by the group ${followed.source} and would be back at the next sign-in. Take them out of the group, or have an admin change what the group gives.`,
    );
  }
  await tx.teamMember.deleteMany({ where: { teamId, personId: { in: [...remove] } } });
  const grant = { source: "person", grantedByName: by, grantedAt: at };
  await tx.teamMember.updateMany({
    where: { teamId, personId: { in: [...add] }, source: { not: "person" } },
    data: grant,
  });
  await tx.teamMember.createMany({
    data: add.map((personId) => ({ teamId, personId, ...grant })),
    skipDuplicates: true,
  });
};

/** What a change of members did, as the record names it. */
export const memberChange = (was: TeamView, now: TeamView) => {
  const handles = (team: TeamView) => team.members.map(({ handle }) => handle);
  return {
    added: handles(now).filter((handle) => !handles(was).includes(handle)),
    removed: handles(was).filter((handle) => !handles(now).includes(handle)),
  };
};
