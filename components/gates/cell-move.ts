export type CellAt = { readonly row: number; readonly column: number };

const steps: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  j: [1, 0],
  k: [-1, 0],
  l: [0, 1],
  h: [0, -1],
};

const within = (value: number, count: number): number => Math.max(0, Math.min(value, count - 1));

/** Where a key leads from a cell of a grid; `null` for a key that moves nothing. The first key lands on the first cell. */
export const moveCell = (
  from: CellAt | null,
  key: string,
  { rows, columns }: { rows: number; columns: number },
): CellAt | null => {
  if (rows === 0 || columns === 0) return null;
  if (key === "Home" && from) return { row: from.row, column: 0 };
  if (key === "End" && from) return { row: from.row, column: columns - 1 };
  const step = steps[key];
  if (!step) return null;
  if (!from) return { row: 0, column: 0 };
  return { row: within(from.row + step[0], rows), column: within(from.column + step[1], columns) };
};
