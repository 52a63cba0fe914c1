import type { GroupMappingView } from "@/lib/contract/groups";
import { groupSource } from "@/lib/domain/group-access";
import type { Role } from "@/lib/domain/permissions";
import type { Transaction } from "@/lib/server/db";
import { followGroups, groupRules } from "@/lib/server/people/groups";

/** Rules of groups as they are shown, by group. */
export const mappingViews = async (
  tx: Transaction,
  where: { readonly id?: string } = {},
): Promise<GroupMappingView[]> => {
  const rows = await tx.groupMapping.findMany({
    where,
    orderBy: [{ provider: "asc" }, { group: "asc" }, { createdAt: "asc" }],
    include: { program: { select: { key: true } } },
  });
  const views: GroupMappingView[] = [];
  for (const row of rows) {
    views.push({
      id: row.id,
      provider: row.provider as GroupMappingView["provider"],
      group: row.group,
      inProgram: row.program?.key ?? null,
      role: row.role as Role | null,
      team: row.team,
      by: row.createdByName,
      createdAt: row.createdAt.toISOString(),
      people: await tx.person.count({
        where: { groups: { has: row.group }, deactivatedAt: null },
      }),
    });
  }
  return views;
};

/**
 * Brings everybody who came with a group, or has something from it, into step with the rules as they are
 * now. Answers the handles of those whose access changed.
 */
export const applyRules = async (
  tx: Transaction,
  provider: string,
  group: string,
  now: Date,
): Promise<string[]> => {
  const source = groupSource(provider, group);
  const people = await tx.person.findMany({
    where: {
      deactivatedAt: null,
      // Groups are kept as one provider told them: that of the person's identity.
      identities: { some: { provider: { startsWith: provider } } },
      OR: [
        { groups: { has: group } },
        { memberships: { some: { source } } },
        { teams: { some: { source } } },
      ],
    },
    select: { id: true, handle: true, groups: true },
  });
  const rules = await groupRules(tx);
  const changed: string[] = [];
  for (const { id, handle, groups } of people) {
    if (await followGroups(tx, rules, id, { provider, groups }, now)) changed.push(handle);
  }
  return changed;
};
