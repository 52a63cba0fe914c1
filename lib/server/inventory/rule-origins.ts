import { rulePlace } from "@/lib/domain/rule-reach";
import { type Database, sql } from "@/lib/server/db";

export type RuleOrigin = {
  readonly version: number;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
};

type Row = {
  readonly level: string;
  readonly key: string;
  readonly version: number;
  readonly actorName: string;
  readonly createdAt: Date;
  readonly reason: string;
};

// History is read for every look at the switches; what was set longer ago is found in the history itself.
const versionsRead = 2_000;

/** By `rulePlace`, the change that set each rule last, of an environment's newest versions. */
export const readRuleOrigins = async (
  db: Database,
  { environmentId, version }: { readonly environmentId: string; readonly version: number },
): Promise<Map<string, RuleOrigin>> => {
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT DISTINCT ON ("level", "key") "level", "key", "version", "actorName", "createdAt", "reason"
    FROM (
      SELECT entry ->> 'level' AS "level", COALESCE(entry ->> 'key', '') AS "key",
        c."version", c."actorName", c."createdAt", c."reason"
      FROM "SwitchChange" c
      CROSS JOIN LATERAL jsonb_array_elements(
        CASE jsonb_typeof(c."after") WHEN 'array' THEN c."after" ELSE '[]'::jsonb END) AS entry
      WHERE c."environmentId" = ${environmentId}::uuid AND c."version" > ${version - versionsRead}
    ) AS touched
    WHERE "level" IS NOT NULL
    ORDER BY "level", "key", "version" DESC`);
  return new Map(
    rows.map((row) => [
      rulePlace(row.level, row.key),
      {
        version: row.version,
        by: row.actorName,
        at: row.createdAt.toISOString(),
        reason: row.reason,
      },
    ]),
  );
};
