import type { MatrixGrouping, MatrixRow } from "@/lib/contract/matrix";
import { type Database, sql } from "@/lib/server/db";

/** What the matrix groups and filters by. Rows that are alike in it share one object. */
export type RowShape = Pick<
  MatrixRow,
  "kind" | "capability" | "family" | "wave" | "team" | "verification" | "method" | "isSwitchable"
> & { readonly capabilityName: string | null };

export type InventoryRow = {
  readonly shape: RowShape;
  readonly row: Omit<MatrixRow, "owners">;
  /** Everything that a search looks at, in lower case. */
  readonly text: string;
};

type RowSort = "key" | "path" | "team" | "wave" | "verification";

/** Rows that are alike, counted. */
export type ShapeCount = { readonly rows: number; readonly tests: number };

/** The routes and workers of a program at a version of its inventory. */
export type MatrixInventory = {
  readonly rows: readonly InventoryRow[];
  readonly routes: ReadonlyMap<string, InventoryRow>;
  readonly workers: readonly InventoryRow[];
  readonly routeShapes: ReadonlyMap<RowShape, ShapeCount>;
  /** All rows or, with a grouping, those of one group. Routes before workers; what has no value comes last either way. */
  readonly inOrder: (order: RowOrder) => readonly InventoryRow[];
};

type RowOrder = {
  readonly sort: RowSort;
  readonly descending: boolean;
  readonly in?: { readonly groupBy: MatrixGrouping; readonly group: string };
};

type Loaded = Omit<MatrixRow, "owners"> & {
  readonly capabilityName: string | null;
  readonly switchId: string | null;
  readonly sourcePath: string | null;
};

// Rows are taken in over several turns of the event loop, so that nobody else waits for all of them.
const readAtOnce = 4_000;

const loadAfter = (
  db: Database,
  programId: string,
  kind: "route" | "worker",
  after: string,
): Promise<Loaded[]> =>
  db.$queryRaw<Loaded[]>(sql`
    SELECT i."kind", i."key", i."title", i."method", i."path",
           (i."kind" <> 'route' OR i."pattern" IS NOT NULL) AS "isMatched", i."isSwitchable", i."switchName",
           f."key" AS "family", c."key" AS "capability", c."name" AS "capabilityName", i."wave", i."phase",
           t."key" AS "team", i."verification", i."switchId", i."sourcePath",
           ARRAY(SELECT x."key" FROM "ContractTest" x WHERE x."itemId" = i."id"
                 GROUP BY x."key" ORDER BY min(x."position"), x."key") AS "tests"
    FROM (SELECT * FROM "Item" WHERE "programId" = ${programId}::uuid AND "kind" = ${kind} AND "key" > ${after}
          ORDER BY "key" LIMIT ${readAtOnce}) i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Team" t ON t."id" = i."teamId"
    ORDER BY i."key"`);

const shapeReader = () => {
  const shapes = new Map<string, RowShape>();
  return (row: Loaded): RowShape => {
    const { kind, capability, capabilityName, family, wave, team } = row;
    const { verification, method, isSwitchable } = row;
    const name = `${kind}\n${capability}\n${family}\n${wave}\n${team}\n${verification}\n${method}\n${isSwitchable}`;
    const known = shapes.get(name);
    if (known) return known;
    const shape: RowShape = {
      kind,
      capability,
      capabilityName,
      family,
      wave,
      team,
      verification,
      method,
      isSwitchable,
    };
    shapes.set(name, shape);
    return shape;
  };
};

const compare = (one: string | null, other: string | null): number =>
  one === other ? 0 : one === null ? 1 : other === null ? -1 : one < other ? -1 : 1;

const byPlace = ({ row: one }: InventoryRow, { row: other }: InventoryRow): number =>
  compare(one.kind, other.kind) ||
  compare(one.path, other.path) ||
  compare(one.method, other.method) ||
  compare(one.key, other.key);

const sorted = (
  rows: readonly InventoryRow[],
  sort: RowSort,
  descending: boolean,
): readonly InventoryRow[] =>
  sort === "path" && !descending
    ? rows
    : [...rows].sort(({ row: one }, { row: other }) => {
        const [left, right] = [one[sort], other[sort]];
        const isTurned = descending && left !== null && right !== null;
        // What is equal keeps the order of the paths.
        return (
          compare(one.kind, other.kind) || (isTurned ? compare(right, left) : compare(left, right))
        );
      });

const grouped = (
  rows: readonly InventoryRow[],
  groupBy: MatrixGrouping,
): ReadonlyMap<string, readonly InventoryRow[]> => {
  const groups = new Map<string, InventoryRow[]>();
  for (const row of rows) {
    const key = row.shape[groupBy] ?? "";
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
};

/** Orders are made when first asked for, and held: pages of one reader ask for the same again and again. */
const orders = (rows: readonly InventoryRow[]): MatrixInventory["inOrder"] => {
  const whole = new Map<string, readonly InventoryRow[]>();
  const byGroup = new Map<string, ReadonlyMap<string, readonly InventoryRow[]>>();
  return ({ sort, descending, in: place }) => {
    if (place) {
      const groups = byGroup.get(place.groupBy) ?? grouped(rows, place.groupBy);
      byGroup.set(place.groupBy, groups);
      return sorted(groups.get(place.group) ?? [], sort, descending);
    }
    const name = `${sort} ${descending}`;
    const order = whole.get(name) ?? sorted(rows, sort, descending);
    whole.set(name, order);
    return order;
  };
};

/** How many of the rows have each shape. */
export const countShapes = (rows: readonly InventoryRow[]): Map<RowShape, ShapeCount> => {
  const counts = new Map<RowShape, { rows: number; tests: number }>();
  for (const { shape, row } of rows) {
    const count = counts.get(shape) ?? { rows: 0, tests: 0 };
    count.rows += 1;
    count.tests += row.tests.length;
    counts.set(shape, count);
  }
  return counts;
};

const loadInventory = async (db: Database, programId: string): Promise<MatrixInventory> => {
  const shapeOf = shapeReader();
  const rows: InventoryRow[] = [];
  for (const kind of ["route", "worker"] as const) {
    let loaded: Loaded[] = [];
    do {
      loaded = await loadAfter(db, programId, kind, loaded.at(-1)?.key ?? "");
      for (const each of loaded) {
        const { capabilityName, switchId, sourcePath, ...row } = each;
        const words = [row.key, row.title, row.path, row.switchName, switchId, sourcePath];
        const text = [...words, ...row.tests].filter(Boolean).join("\n").toLowerCase();
        rows.push({ shape: shapeOf(each), row, text });
      }
    } while (loaded.length === readAtOnce);
  }
  rows.sort(byPlace);
  const routes = rows.filter(({ row }) => row.kind === "route");
  return {
    rows,
    routes: new Map(routes.map((each) => [each.row.key, each])),
    workers: rows.filter(({ row }) => row.kind === "worker"),
    routeShapes: countShapes(routes),
    inOrder: orders(rows),
  };
};

// What people look at right now. Some large programs fit; the one not asked for longest leaves first.
const rememberedRows = 200_000;
const remembered = new Map<
  string,
  { version: number; rows: number; ready: Promise<MatrixInventory> }
>();

const forgetBeyond = (limit: number): void => {
  let rows = [...remembered.values()].reduce((sum, entry) => sum + entry.rows, 0);
  for (const [name, entry] of remembered) {
    if (rows <= limit || remembered.size === 1) return;
    remembered.delete(name);
    rows -= entry.rows;
  }
};

/**
 * The matrix' rows of a program. They are read from the database once for each version of the
 * inventory and then held: owners change often and hang on rules, rows change with imports.
 */
export const readMatrixInventory = (
  db: Database,
  scope: { readonly id: string; readonly inventoryVersion: number },
): Promise<MatrixInventory> => {
  const known = remembered.get(scope.id);
  remembered.delete(scope.id);
  if (known && known.version >= scope.inventoryVersion) {
    remembered.set(scope.id, known);
    return known.ready;
  }
  const ready = loadInventory(db, scope.id);
  const entry = { version: scope.inventoryVersion, rows: 0, ready };
  remembered.set(scope.id, entry);
  ready.then(
    ({ rows }) => {
      entry.rows = rows.length;
      forgetBeyond(rememberedRows);
    },
    () => {
      if (remembered.get(scope.id) === entry) remembered.delete(scope.id);
    },
  );
  return ready;
};
