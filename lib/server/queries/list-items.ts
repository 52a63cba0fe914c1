import { type ItemSummary, listItems as operation } from "@/lib/contract/items";
import { itemKinds, verificationStates } from "@/lib/domain/inventory";
import { emptySql, joinSql, type Sql, sql, type Transaction } from "@/lib/server/db";
import { facetFilter, filteredItems, itemsById } from "@/lib/server/inventory/item-filter";
import { itemColumns } from "@/lib/server/inventory/item-view";
import { query } from "@/lib/server/query";

type Sort = "key" | keyof typeof columns;
type Filter = Parameters<typeof filteredItems>[1];
type Tally = { kind: string; team: string | null; verification: string; count: number };

const columns = {
  title: sql`i."title"`,
  family: sql`f."key"`,
  team: sql`t."key"`,
  verification: sql`i."verification"`,
};

const kindOrder = sql`array_position(ARRAY[${joinSql([...itemKinds])}]::text[], i."kind")`;

/** One kind alone comes in the order of its index. */
const orderBy = (sort: Sort, descending: boolean, isOneKind: boolean): Sql => {
  const byKey = descending && sort === "key" ? sql`i."key" DESC` : sql`i."key"`;
  const order = isOneKind ? byKey : sql`${kindOrder}, ${byKey}`;
  if (sort === "key") return order;
  return sql`${columns[sort]} ${descending ? sql`DESC` : emptySql} NULLS LAST, ${order}`;
};

/** Values with their counts, in the domain's order where it has one, else by name. */
const facet = (
  tallies: readonly Tally[],
  of: (tally: Tally) => string | null,
  order: readonly string[] = [],
): { value: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const tally of tallies) {
    const value = of(tally);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + tally.count);
  }
  const place = (value: string): number =>
    order.includes(value) ? order.indexOf(value) : order.length;
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort(
      (one, other) => place(one.value) - place(other.value) || (one.value < other.value ? -1 : 1),
    );
};

/** Above it, finding the rows again costs no more than sending their ids. */
const mostIds = 5_000;

/** The rows that a filter keeps. A text is searched once: what it finds is counted and listed by id. */
const keptRows = async (db: Transaction, programId: string, filter: Filter): Promise<Sql> => {
  const rows = filteredItems(programId, filter);
  if (!filter.q?.trim()) return rows;
  const found = await db.$queryRaw<{ id: string }[]>(
    sql`SELECT i."id" ${rows} LIMIT ${mostIds + 1}`,
  );
  return found.length > mostIds ? rows : itemsById(found.map(({ id }) => id));
};

/** A window of the inventory under a filter, with what the filter's other values would give. */
export const listItems = query(
  { name: "list-items", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const rows = await keptRows(db, program.id, input);
    const tallies = await db.$queryRaw<Tally[]>(sql`
      SELECT i."kind", t."key" AS "team", i."verification", count(*)::int AS "count"
      ${rows} GROUP BY 1, 2, 3`);
    const items = await db.$queryRaw<ItemSummary[]>(sql`
      SELECT ${itemColumns} ${rows} ${facetFilter(input)}
      ORDER BY ${orderBy(input.sort, input.descending, input.kind?.length === 1)}
      LIMIT ${input.limit} OFFSET ${input.offset}`);
    const keeps = (values: readonly string[] | undefined, value: string | null): boolean =>
      !values || values.length === 0 || (value !== null && values.includes(value));
    const isKind = (tally: Tally) => keeps(input.kind, tally.kind);
    const isTeam = (tally: Tally) => keeps(input.team, tally.team);
    const isState = (tally: Tally) => keeps(input.verification, tally.verification);
    return {
      total: tallies
        .filter((tally) => isKind(tally) && isTeam(tally) && isState(tally))
        .reduce((total, { count }) => total + count, 0),
      items,
      kinds: facet(
        tallies.filter((tally) => isTeam(tally) && isState(tally)),
        ({ kind }) => kind,
        itemKinds,
      ),
      teams: facet(
        tallies.filter((tally) => isKind(tally) && isState(tally)),
        ({ team }) => team,
      ),
      verifications: facet(
        tallies.filter((tally) => isKind(tally) && isTeam(tally)),
        ({ verification }) => verification,
        verificationStates,
      ),
    };
  },
);
