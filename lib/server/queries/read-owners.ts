import { type OwnerRuleInput, readOwners as operation } from "@/lib/contract/owners";
import { sql } from "@/lib/server/db";
import { codeownersOf } from "@/lib/server/owners/owner-ground";
import { query } from "@/lib/server/query";

type Count = {
  team: string | null;
  rows: number;
  done: number;
  hand: number;
  rule: number;
  codeowners: number;
  import: number;
  members: number;
};

const names = (values: Iterable<string | null>): string[] =>
  [...new Set(values)].filter((value) => value !== null).sort();

/** Who owns how many rows and why, with the rules, the CODEOWNERS file and what a rule can name. */
export const readOwners = query(
  { name: "read-owners", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const counts = await db.$queryRaw<Count[]>(sql`
      SELECT t."key" AS "team", count(*)::int AS "rows",
        count(*) FILTER (WHERE i."verification" IN ('verified', 'retired-approved'))::int AS "done",
        count(*) FILTER (WHERE i."teamWhy"->>'is' = 'hand')::int AS "hand",
        count(*) FILTER (WHERE i."teamWhy"->>'is' = 'rule')::int AS "rule",
        count(*) FILTER (WHERE i."teamWhy"->>'is' = 'codeowners')::int AS "codeowners",
        count(*) FILTER (WHERE i."teamWhy"->>'is' IS NULL)::int AS "import",
        (SELECT count(*)::int FROM "TeamMember" m JOIN "Person" p ON p."id" = m."personId"
          WHERE m."teamId" = t."id" AND p."deactivatedAt" IS NULL AND (p."isAdmin" OR EXISTS (
            SELECT 1 FROM "Membership" s WHERE s."personId" = p."id"
              AND (s."programId" IS NULL OR s."programId" = ${program.id}::uuid)))) AS "members"
      FROM "Item" i LEFT JOIN "Team" t ON t."id" = i."teamId"
      WHERE i."programId" = ${program.id}::uuid
      GROUP BY t."id", t."key" ORDER BY count(*) DESC, t."key"`);
    const { ownerRules, codeOwners: file } = await db.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { ownerRules: true, codeOwners: true },
    });
    const known = await db.$queryRaw<
      { family: string | null; capability: string | null; wave: string | null }[]
    >(sql`
      SELECT DISTINCT f."key" AS "family", c."key" AS "capability", i."wave"
      FROM "Item" i LEFT JOIN "Family" f ON f."id" = i."familyId"
        LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
      WHERE i."programId" = ${program.id}::uuid`);
    // Teams of other programs are nobody's business here.
    const teams = await db.team.findMany({
      where: {
        OR: [
          { items: { some: { programId: program.id } } },
          {
            members: {
              some: {
                person: {
                  memberships: { some: { OR: [{ programId: program.id }, { programId: null }] } },
                },
              },
            },
          },
        ],
      },
      select: { key: true },
    });
    return {
      inventoryVersion: program.inventoryVersion,
      rows: counts.reduce((sum, { rows }) => sum + rows, 0),
      unowned: counts.find(({ team }) => team === null)?.rows ?? 0,
      teams: counts.flatMap(({ team, ...count }) => (team === null ? [] : [{ team, ...count }])),
      rules: ownerRules as OwnerRuleInput[],
      codeowners: file && {
        name: file.name,
        version: file.version,
        lines: codeownersOf(file.name, file.text).rules,
        by: file.byName,
        at: file.at.toISOString(),
      },
      known: {
        teams: names(teams.map(({ key }) => key)),
        families: names(known.map(({ family }) => family)),
        capabilities: names(known.map(({ capability }) => capability)),
        waves: names(known.map(({ wave }) => wave)),
      },
    };
  },
);
