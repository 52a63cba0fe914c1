import { type CapabilityRuleInput, readCapabilityRules as operation } from "@/lib/contract/items";
import { suggestCapabilityRules } from "@/lib/domain/capability-rules";
import { sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

const names = (values: Iterable<string | null>): string[] =>
  [...new Set(values)].filter((value) => value !== null).sort();

/** The rules that split a program's families, a suggestion from its routes, and what a rule can name. */
export const readCapabilityRules = query(
  { name: "read-capability-rules", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const { capabilityRules } = await db.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { capabilityRules: true },
    });
    const known = await db.$queryRaw<
      { family: string | null; method: string | null; phase: string | null }[]
    >(sql`
      SELECT DISTINCT f."key" AS "family", i."method", COALESCE(i."phase", i."wave") AS "phase"
      FROM "Item" i LEFT JOIN "Family" f ON f."id" = i."familyId"
      WHERE i."programId" = ${program.id}::uuid AND i."kind" IN ('route', 'worker')`);
    // What tells that a family speaks the distribution protocol; the suggestion looks at nothing else.
    const uploads = await db.$queryRaw<{ family: string | null; pattern: string | null }[]>(sql`
      SELECT f."key" AS "family", i."pattern"
      FROM "Item" i LEFT JOIN "Family" f ON f."id" = i."familyId"
      WHERE i."programId" = ${program.id}::uuid AND i."kind" = 'route'
        AND i."pattern" LIKE '%/blobs/uploads/%' ORDER BY i."key"`);
    return {
      rules: capabilityRules as CapabilityRuleInput[],
      suggestion: suggestCapabilityRules(
        uploads.map((route) => ({ kind: "route" as const, ...route })),
      ) as CapabilityRuleInput[],
      families: names(known.map(({ family }) => family)),
      methods: names(known.map(({ method }) => method)),
      phases: names(known.map(({ phase }) => phase)),
    };
  },
);
