import type { StandingView, TestRow } from "@/lib/contract/tests";
import type { RunReport } from "@/lib/domain/test-run";
import { type Database, joinSql, sql, type Transaction } from "@/lib/server/db";

type Standing = {
  testKey: string;
  side: "legacy" | "target";
  outcome: StandingView["outcome"];
  commit: string;
  at: Date;
  file: string | null;
  evidence: string;
  lastPassedAt: Date | null;
  lastPassedCommit: string | null;
  reports: RunReport[] | null;
};

export type Standings = {
  readonly legacy: StandingView | null;
  readonly target: StandingView | null;
};

const viewOf = ({ testKey: _, side: __, ...row }: Standing): StandingView => ({
  ...row,
  at: row.at.toISOString(),
  lastPassedAt: row.lastPassedAt?.toISOString() ?? null,
  reports: (row.reports ?? []).map(({ evidence, outcome, at }) => ({ evidence, outcome, at })),
});

/** Where contract tests stand on both sides, with what each report of their last builds said. */
export const standingsOf = async (
  db: Database | Transaction,
  programId: string,
  tests: readonly string[],
): Promise<ReadonlyMap<string, Standings>> => {
  const found = new Map<string, Standings>();
  if (tests.length === 0) return found;
  const rows = await db.$queryRaw<Standing[]>(sql`
    SELECT s."testKey", s."side"::text AS "side", s."lastOutcome" AS "outcome",
      s."lastRunCommit" AS "commit", s."lastRunAt" AS "at", s."file",
      s."lastEvidenceId"::text AS "evidence", s."lastPassedAt", s."lastPassedCommit", r."reports"
    FROM "TestStanding" s
    LEFT JOIN "TestRun" r ON r."programId" = s."programId" AND r."testKey" = s."testKey"
      AND r."side" = s."side" AND r."commit" = s."lastRunCommit"
    WHERE s."programId" = ${programId}::uuid AND s."testKey" = ANY(${[...tests]}::text[])`);
  for (const row of rows) {
    const known = found.get(row.testKey) ?? { legacy: null, target: null };
    found.set(row.testKey, { ...known, [row.side]: viewOf(row) });
  }
  return found;
};

const itemsListed = 20;

type ItemOfTest = TestRow["items"][number] & { test: string; team: string | null };

/** Rows of the inventory that name tests, and the teams that own them. */
const itemsOfTests = (
  db: Database | Transaction,
  programId: string,
  tests: readonly string[],
): Promise<ItemOfTest[]> =>
  db.$queryRaw<ItemOfTest[]>(sql`
    SELECT t."key" AS "test", i."kind", i."key", i."title", t."role", e."key" AS "team"
    FROM "ContractTest" t JOIN "Item" i ON i."id" = t."itemId"
    LEFT JOIN "Team" e ON e."id" = i."teamId"
    WHERE i."programId" = ${programId}::uuid AND t."key" IN (${joinSql([...tests])})
    ORDER BY i."kind", i."key", t."role"`);

const untestedItems = (
  db: Database | Transaction,
  ids: readonly string[],
): Promise<(ItemOfTest & { id: string })[]> =>
  db.$queryRaw(sql`
    SELECT i."id"::text AS "id", '' AS "test", i."kind", i."key", i."title", '' AS "role",
      e."key" AS "team"
    FROM "Item" i LEFT JOIN "Team" e ON e."id" = i."teamId"
    WHERE i."id" = ANY(${[...ids]}::uuid[])`);

const rowOf = (
  test: string | null,
  items: readonly ItemOfTest[],
  standings?: Standings,
): TestRow => ({
  test,
  items: items
    .slice(0, itemsListed)
    .map(({ kind, key, title, role }) => ({ kind, key, title, role })),
  itemCount: items.length,
  teams: [...new Set(items.flatMap(({ team }) => (team ? [team] : [])))].sort(),
  legacy: standings?.legacy ?? null,
  target: standings?.target ?? null,
});

/** Traceability of some tests and of rows without any, in the order that they are given. */
export const testRows = async (
  db: Database | Transaction,
  programId: string,
  wanted: readonly { readonly test: string | null; readonly itemId: string | null }[],
): Promise<TestRow[]> => {
  const tests = wanted.flatMap(({ test }) => (test === null ? [] : [test]));
  const ids = wanted.flatMap(({ itemId }) => (itemId === null ? [] : [itemId]));
  const items = tests.length > 0 ? await itemsOfTests(db, programId, tests) : [];
  const untested = ids.length > 0 ? await untestedItems(db, ids) : [];
  const standings = await standingsOf(db, programId, tests);
  return wanted.map(({ test, itemId }) =>
    test === null
      ? rowOf(
          null,
          untested.filter(({ id }) => id === itemId),
        )
      : rowOf(
          test,
          items.filter((item) => item.test === test),
          standings.get(test),
        ),
  );
};
