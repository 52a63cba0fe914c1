import { type GroupRule, type GroupStep, groupStep } from "@/lib/domain/group-access";
import type { Role } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";

/** What a provider told of somebody's groups; `null` where nothing is known now. */
export type GroupsAtSignIn = {
  readonly provider: "oidc" | "github";
  readonly groups: readonly string[] | null;
  readonly words: string;
};

/** The rules by which groups give access. */
export const groupRules = async (tx: Transaction): Promise<GroupRule[]> =>
  (await tx.groupMapping.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] })).map(
    ({ provider, group, programId, role, team }) => ({
      provider,
      group,
      programId,
      role: role as Role | null,
      team,
    }),
  );

const isEmpty = ({ add, remove }: GroupStep): boolean =>
  [add, remove].every(({ roles, teams }) => roles.length === 0 && teams.length === 0);

/**
 * Brings the access of a person that follows a provider's groups into step with them; what a person
 * granted stays. Answers what was added and taken, or `null` where nothing had to be.
 */
export const followGroups = async (
  tx: Transaction,
  rules: readonly GroupRule[],
  personId: string,
  told: { readonly provider: string; readonly groups: readonly string[] },
  now: Date,
): Promise<GroupStep | null> => {
  const memberships = await tx.membership.findMany({ where: { personId } });
  const memberOf = await tx.teamMember.findMany({
    where: { personId },
    include: { team: { select: { key: true } } },
  });
  const step = groupStep(rules, told, {
    roles: memberships.map(({ programId, role, source }) => ({ programId, role, source })),
    teams: memberOf.map(({ team, source }) => ({ team: team.key, source })),
  });
  if (isEmpty(step)) return null;
  for (const { programId, role, source } of step.remove.roles) {
    await tx.membership.deleteMany({ where: { personId, programId, role, source } });
  }
  for (const { team, source } of step.remove.teams) {
    await tx.teamMember.deleteMany({ where: { personId, source, team: { key: team } } });
  }
  const grant = { grantedByName: null, grantedAt: now };
  await tx.membership.createMany({
    data: step.add.roles.map((role) => ({ personId, ...role, ...grant })),
    skipDuplicates: true,
  });
  for (const { team, source } of step.add.teams) {
    // A rule may be older than its team.
    const { id: teamId } = await tx.team.upsert({
      where: { key: team },
      create: { key: team, name: team },
      update: {},
    });
    await tx.teamMember.createMany({
      data: [{ teamId, personId, source, ...grant }],
      skipDuplicates: true,
    });
  }
  return step;
};

/** The step as the record names it, with programs by their keys. */
export const stepInWords = async (tx: Transaction, step: GroupStep) => {
  const programs = await tx.program.findMany({ select: { id: true, key: true } });
  const keys = new Map(programs.map(({ id, key }) => [id, key]));
  const side = ({ roles, teams }: GroupStep["add"]) => ({
    roles: roles.map(({ programId, role, source }) => ({
      program: programId === null ? null : (keys.get(programId) ?? null),
      role,
      source,
    })),
    teams,
  });
  return { added: side(step.add), removed: side(step.remove) };
};
