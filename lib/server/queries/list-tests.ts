import { listTests as operation, type testStates } from "@/lib/contract/tests";
import { emptySql, joinSql, type Sql, sql } from "@/lib/server/db";
import { testRows } from "@/lib/server/evidence/test-rows";
import { query } from "@/lib/server/query";

type State = (typeof testStates)[number];

/** What a state asks of the last outcomes on the sides that are looked at: `o`, an array without nulls. */
const conditions: Readonly<Record<State, Sql>> = {
  failing: sql`'failed' = ANY(o)`,
  disputed: sql`'disputed' = ANY(o)`,
  flaky: sql`'flaky' = ANY(o)`,
  skipped: sql`'skipped' = ANY(o)`,
  // Nothing else may be said of it on any side.
  passing: sql`(cardinality(o) > 0 AND 'passed' = ALL(o))`,
  never: sql`("test" IS NOT NULL AND cardinality(o) = 0)`,
  untested: sql`"test" IS NULL`,
};

const nothing: Record<State, number> = {
  failing: 0,
  disputed: 0,
  flaky: 0,
  skipped: 0,
  passing: 0,
  never: 0,
  untested: 0,
};

/** Kinds of rows that somebody would test. */
const testedKinds = ["route", "worker", "queue"];

/** Contract tests with their rows and their last runs, what is worst first; and rows that name no test. */
export const listTests = query(
  { name: "list-tests", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const q = input.q?.trim();
    const sides = input.side ? [input.side] : ["legacy", "target"];
    const filter = sql`i."programId" = ${program.id}::uuid
      ${input.team?.length ? sql` AND e."key" IN (${joinSql(input.team)})` : emptySql}
      ${input.capability ? sql` AND c."key" = ${input.capability}` : emptySql}`;
    const text = (of: Sql): Sql =>
      q
        ? sql` AND position(lower(${q}) IN lower(concat_ws(chr(10), ${of}, i."key", i."title"))) > 0`
        : emptySql;
    const tables = sql`"Item" i LEFT JOIN "Team" e ON e."id" = i."teamId"
      LEFT JOIN "Capability" c ON c."id" = i."capabilityId"`;
    const all = sql`
      SELECT named."test", NULL::text AS "itemId", named."test" AS "name",
        (SELECT coalesce(array_agg(s."lastOutcome"), ARRAY[]::text[]) FROM "TestStanding" s
         WHERE s."programId" = ${program.id}::uuid AND s."testKey" = named."test"
           AND s."side"::text = ANY(${sides}::text[])) AS o
      FROM (SELECT DISTINCT t."key" AS "test" FROM "ContractTest" t JOIN (${tables}) ON i."id" = t."itemId"
        WHERE ${filter} ${text(sql`t."key"`)}) named
      UNION ALL
      SELECT NULL, i."id"::text, i."key", ARRAY[]::text[] FROM ${tables}
      WHERE ${filter} ${text(sql`i."path"`)} AND i."kind" = ANY(${testedKinds}::text[])
        AND NOT EXISTS (SELECT 1 FROM "ContractTest" t WHERE t."itemId" = i."id")`;
    const [states] = await db.$queryRaw<Record<State, number>[]>(sql`
      SELECT count(*) FILTER (WHERE ${conditions.failing})::int AS "failing",
        count(*) FILTER (WHERE ${conditions.disputed})::int AS "disputed",
        count(*) FILTER (WHERE ${conditions.flaky})::int AS "flaky",
        count(*) FILTER (WHERE ${conditions.skipped})::int AS "skipped",
        count(*) FILTER (WHERE ${conditions.passing})::int AS "passing",
        count(*) FILTER (WHERE ${conditions.never})::int AS "never",
        count(*) FILTER (WHERE ${conditions.untested})::int AS "untested"
      FROM (${all}) rows`);
    const wanted = input.state?.length
      ? joinSql(
          input.state.map((state) => conditions[state]),
          " OR ",
        )
      : sql`"test" IS NOT NULL`;
    const rows = await db.$queryRaw<
      { test: string | null; itemId: string | null; total: number }[]
    >(sql`
      SELECT "test", "itemId", count(*) OVER ()::int AS "total" FROM (${all}) rows WHERE ${wanted}
      ORDER BY CASE WHEN 'failed' = ANY(o) THEN 0 WHEN 'disputed' = ANY(o) THEN 1
        WHEN 'flaky' = ANY(o) THEN 2 WHEN 'skipped' = ANY(o) THEN 3 WHEN cardinality(o) = 0 THEN 4
        ELSE 5 END, "name" OFFSET ${input.offset} LIMIT ${input.limit}`);
    const teams = await db.$queryRaw<{ key: string }[]>(sql`
      SELECT DISTINCT e."key" FROM "Team" e JOIN "Item" i ON i."teamId" = e."id"
      WHERE i."programId" = ${program.id}::uuid ORDER BY 1`);
    return {
      total: rows[0]?.total ?? 0,
      tests: await testRows(db, program.id, rows),
      states: states ?? nothing,
      teams: teams.map(({ key }) => key),
    };
  },
);
