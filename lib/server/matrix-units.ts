import type { InventoryRow, MatrixInventory, RowShape } from "@/lib/server/matrix-inventory";

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

/** Whether a row has the text somewhere in what it is called, its source and its tests. */
export const textTest = (q: string | undefined): ((row: InventoryRow) => boolean) => {
  const wanted = q?.trim().toLowerCase() ?? "";
  return ({ text }) => wanted === "" || text.includes(wanted);
};

/** Whether a row is a unit of its own. `ownKeys` are the routes with rules of their own. */
export const isSingle = (
  { kind, key }: InventoryRow["row"],
  ownKeys: ReadonlySet<string>,
): boolean => kind === "worker" || ownKeys.has(key);

/** What a unit is found by from any of its rows. */
export const unitName = (
  { shape, row }: InventoryRow,
  ownKeys: ReadonlySet<string>,
): RowShape | string => (isSingle(row, ownKeys) ? `${row.kind} ${row.key}` : shape);

/** The units of the rows that have the text, by their names. */
export const unitsOf = (
  { rows }: MatrixInventory,
  ownKeys: ReadonlySet<string>,
  q: string | undefined,
): Map<RowShape | string, MatrixUnit> => {
  const hasText = textTest(q);
  const units = new Map<RowShape | string, MatrixUnit & { rows: number; tests: number }>();
  for (const each of rows) {
    if (!hasText(each)) continue;
    const { shape, row } = each;
    const name = unitName(each, ownKeys);
    const known = units.get(name);
    if (known) {
      known.rows += 1;
      known.tests += row.tests.length;
      continue;
    }
    units.set(name, {
      ...shape,
      key: typeof name === "string" ? row.key : null,
      worker: row.kind === "worker" ? (row.switchName ?? row.key) : null,
      rows: 1,
      tests: row.tests.length,
    });
  }
  return units;
};
