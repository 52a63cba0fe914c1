import { listGroupMappings as operation } from "@/lib/contract/groups";
import { sql } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { mappingViews } from "@/lib/server/people/group-mappings";
import { query } from "@/lib/server/query";

const shownAtMost = 50;

const providers = () => {
  const { oidc, github } = env();
  return [
    ...(oidc
      ? [{ id: "oidc" as const, name: oidc.name, reads: `the claim "${oidc.groupsClaim}"` }]
      : []),
    ...(github
      ? [
          {
            id: "github" as const,
            name: "GitHub",
            reads: github.readsTeams
              ? "the teams of its organisations, as organisation/team"
              : "nothing: set SIGNALBOX_GITHUB_TEAMS=on",
          },
        ]
      : []),
  ];
};

/** The rules of groups, which groups people came with, and whose could not be read. */
export const listGroupMappings = query(
  { name: "list-group-mappings", allow: "installation:manage", input: operation.input },
  async ({ db }) => {
    const mappings = await mappingViews(db);
    const unmapped = await db.$queryRaw<{ group: string; people: number }[]>(sql`
      SELECT g AS "group", count(*)::int AS "people"
      FROM "Person" p, unnest(p."groups") g
      WHERE p."deactivatedAt" IS NULL AND g <> ALL(${mappings.map(({ group }) => group)}::text[])
      GROUP BY g ORDER BY count(*) DESC, g LIMIT ${shownAtMost}`);
    const problems = await db.person.findMany({
      where: { groupsWords: { not: "" }, deactivatedAt: null, groupsAt: { not: null } },
      orderBy: { groupsAt: "desc" },
      select: { handle: true, name: true, groupsWords: true, groupsAt: true },
      take: shownAtMost,
    });
    return {
      mappings,
      providers: providers(),
      unmapped,
      problems: problems.map(({ handle, name, groupsWords, groupsAt }) => ({
        handle,
        name,
        says: groupsWords,
        at: (groupsAt ?? new Date(0)).toISOString(),
      })),
    };
  },
);
