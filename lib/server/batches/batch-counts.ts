import { type BatchCounts, sumOfCounts } from "@/lib/domain/batch-standing";
import { markedRows, markedRowsOfBatch } from "@/lib/server/batches/row-standings";
import { type Sql, sql, type Transaction } from "@/lib/server/db";

/** Rows that are alike in all that is counted. */
export type RowGroup = {
  readonly rows: number;
  /** Ids of the batches that they are in, all of them in each. */
  readonly batches: readonly string[];
  readonly team: string | null;
  readonly kind: string;
  readonly wave: string | null;
  readonly phase: string | null;
  readonly standing: "done" | "ready" | "lacking" | "stale" | "returned";
  readonly isSigned: boolean;
  readonly isOwned: boolean;
};

/** What was counted of a batch, a wave or a week, and what is in it. */
export type Counted = {
  readonly counts: BatchCounts;
  readonly kinds: readonly string[];
  /** Waves and phases of its rows. */
  readonly waves: readonly string[];
  /** Rows of it that are in no batch. */
  readonly unbatched: number;
};

export const scopesOf = ({ wave, phase }: Pick<RowGroup, "wave" | "phase">): string[] => [
  ...new Set([wave, phase].filter((scope) => scope !== null)),
];

const countsOf = ({ rows, standing, isSigned, isOwned }: RowGroup): BatchCounts => {
  const where = (holds: boolean): number => (holds ? rows : 0);
  return {
    rows,
    done: where(standing === "done"),
    unsigned: where(standing === "done" && !isSigned),
    ready: where(standing === "ready"),
    lacking: where(standing === "lacking"),
    stale: where(standing === "stale"),
    returned: where(standing === "returned"),
    signed: where(isSigned),
    unowned: where(!isOwned),
  };
};

/** What is in some groups, all together. */
export const countGroups = (groups: readonly RowGroup[]): Counted => ({
  counts: sumOfCounts(groups.map(countsOf)),
  kinds: [...new Set(groups.map(({ kind }) => kind))].sort(),
  waves: [...new Set(groups.flatMap(scopesOf))].sort(),
  unbatched: groups.reduce((sum, { batches, rows }) => sum + (batches.length === 0 ? rows : 0), 0),
});

/** What is in the groups of each name; a group counts once for each name that it has. */
export const countBy = <Name>(
  groups: readonly RowGroup[],
  namesOf: (group: RowGroup) => readonly Name[],
): ReadonlyMap<Name, Counted> => {
  const by = new Map<Name, RowGroup[]>();
  for (const group of groups) {
    for (const name of new Set(namesOf(group))) {
      const known = by.get(name);
      if (known) known.push(group);
      else by.set(name, [group]);
    }
  }
  return new Map([...by].map(([name, own]) => [name, countGroups(own)]));
};

/** All rows of a program in groups of alike ones: one reading, whatever is counted of it. */
export const readRowGroups = (tx: Transaction, programId: string): Promise<RowGroup[]> =>
  tx.$queryRaw<RowGroup[]>(sql`
    SELECT grouped.*, COALESCE(grouped."inBatches"::text[], '{}') AS "batches"
    FROM (
      SELECT place."batches" AS "inBatches", m."kind", m."wave", m."phase", m."standing",
        m."isSigned", m."teamId" IS NOT NULL AS "isOwned", NULL AS "team", count(*)::int AS "rows"
      FROM (${markedRows(programId)}) m
      LEFT JOIN (SELECT bi."itemId", array_agg(bi."batchId") AS "batches" FROM "BatchItem" bi
        GROUP BY bi."itemId") place ON place."itemId" = m."id"
      GROUP BY 1, 2, 3, 4, 5, 6, 7) grouped`);

/** How far a batch is, all of it and by the teams that own its rows. */
export const countBatch = async (
  tx: Transaction,
  programId: string,
  batch: { readonly id: string },
): Promise<{
  readonly counted: Counted;
  readonly teams: readonly { readonly team: string | null; readonly counts: BatchCounts }[];
}> => {
  const groups = await tx.$queryRaw<RowGroup[]>(sql`
    SELECT ARRAY[${batch.id}] AS "batches", m."kind", m."wave", m."phase", m."standing", m."isSigned",
      m."teamId" IS NOT NULL AS "isOwned", t."key" AS "team", count(*)::int AS "rows"
    FROM (${markedRowsOfBatch(programId, batch.id)}) m LEFT JOIN "Team" t ON t."id" = m."teamId"
    GROUP BY 2, 3, 4, 5, 6, 7, 8 ORDER BY t."key" NULLS LAST`);
  const teams = countBy(groups, ({ team }) => [team]);
  return {
    counted: countGroups(groups),
    teams: [...teams].map(([team, { counts }]) => ({ team, counts })),
  };
};

type Waiting = { readonly kind: string; readonly key: string };

const waiting = (tx: Transaction, rows: Sql): Promise<Waiting[]> =>
  tx.$queryRaw<Waiting[]>(sql`
    SELECT m."kind", m."key" FROM ${rows} AND m."standing" <> 'done'
    ORDER BY m."standing" <> 'ready', m."kind", m."key"`);

/**
 * Rows of a week that are not done, those that can be signed first: of its batches all, of its waves and
 * phases what is in no batch.
 */
export const waitingInWeek = (
  tx: Transaction,
  programId: string,
  week: { readonly batchIds: readonly string[]; readonly scopes: readonly string[] },
): Promise<Waiting[]> =>
  waiting(
    tx,
    sql`(${markedRows(programId)}) m WHERE (
      m."id" IN (SELECT bi."itemId" FROM "BatchItem" bi
        WHERE bi."batchId" = ANY(${week.batchIds}::uuid[]))
      OR (m."wave" = ANY(${week.scopes}::text[]) OR m."phase" = ANY(${week.scopes}::text[]))
        AND m."id" NOT IN (SELECT bi."itemId" FROM "BatchItem" bi))`,
  );

/** Rows of a batch that are not done, those that can be signed first. */
export const waitingInBatch = (
  tx: Transaction,
  programId: string,
  batchId: string,
): Promise<Waiting[]> => waiting(tx, sql`(${markedRowsOfBatch(programId, batchId)}) m WHERE true`);
