import {
  countShapes,
  type InventoryRow,
  type MatrixInventory,
  type RowShape,
} from "@/lib/server/matrix/matrix-inventory";

/**
 * Rows of the matrix that are alike in everything it groups and filters by, and so have the same
 * owners. Workers, and routes that carry a rule of their own, are units of one row.
 */
export type MatrixUnit = RowShape & {
  /** The row's key, where the unit is one row. */
  readonly key: string | null;
  /** What a worker's switch is called. */
  readonly worker: string | null;
  readonly rows: number;
  readonly tests: number;
};

/** What a unit is found by: the shape of its rows, or the name of its one row. */
export type UnitName = RowShape | string;

/** Whether a row has the text somewhere in what it is called, its source and its tests. */
export const textTest = (q: string | undefined): ((row: InventoryRow) => boolean) => {
  const wanted = q?.trim().toLowerCase() ?? "";
  return wanted === "" ? () => true : ({ text }) => text.includes(wanted);
};

/** The name of the unit that a row belongs to. `ownKeys` are the routes with rules of their own. */
export const unitName = (
  { shape, row: { kind, key } }: InventoryRow,
  ownKeys: ReadonlySet<string>,
): UnitName => (kind === "worker" || ownKeys.has(key) ? `${kind} ${key}` : shape);

const single = ({ shape, row }: InventoryRow): MatrixUnit => ({
  ...shape,
  key: row.key,
  worker: row.kind === "worker" ? (row.switchName ?? row.key) : null,
  rows: 1,
  tests: row.tests.length,
});

const countOf = (inventory: MatrixInventory, q: string | undefined) => {
  if (!q?.trim()) return inventory;
  const rows = inventory.rows.filter(textTest(q));
  const routes = rows.filter(({ row }) => row.kind === "route");
  return {
    routes: new Map(routes.map((each) => [each.row.key, each])),
    workers: rows.filter(({ row }) => row.kind === "worker"),
    routeShapes: countShapes(routes),
  };
};

/** The units of the rows that have the text, by their names. Linear in shapes, not in rows, without a text. */
export const unitsOf = (
  inventory: MatrixInventory,
  ownKeys: ReadonlySet<string>,
  q: string | undefined,
): Map<UnitName, MatrixUnit> => {
  const { routes, workers, routeShapes } = countOf(inventory, q);
  const own = [...ownKeys].flatMap((key) => routes.get(key) ?? []);
  const ownShapes = countShapes(own);
  const units = new Map<UnitName, MatrixUnit>();
  for (const [shape, count] of routeShapes) {
    const except = ownShapes.get(shape) ?? { rows: 0, tests: 0 };
    const rows = count.rows - except.rows;
    if (rows === 0) continue;
    units.set(shape, {
      ...shape,
      key: null,
      worker: null,
      rows,
      tests: count.tests - except.tests,
    });
  }
  for (const each of [...own, ...workers]) units.set(unitName(each, ownKeys), single(each));
  return units;
};
