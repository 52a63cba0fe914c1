import { callOperation } from "@/lib/client/call-operation";
import { type RowsOf, windowInput, windowRows } from "@/lib/client/matrix-queries";
import type { MatrixState } from "@/lib/client/matrix-state";
import { type MatrixRow, readMatrixRows } from "@/lib/contract/matrix";
import { writeCsv } from "@/lib/formats/write-csv";

const fixedColumns = [
  "kind",
  "id",
  "method",
  "path",
  "capability",
  "family",
  "wave",
  "phase",
  "team",
  "verification",
  "tests",
  "switchable",
];

const cellsOf = (row: MatrixRow, environments: readonly string[]): (string | null)[] => [
  row.kind,
  row.key,
  row.method,
  row.path ?? row.title,
  row.capability,
  row.family,
  row.wave,
  row.phase,
  row.team,
  row.verification,
  row.tests.join(" "),
  row.isSwitchable ? "yes" : "no",
  ...environments.flatMap((key) => {
    const owner = row.owners[key];
    return owner ? [owner.owner, owner.cohort, owner.decidedBy] : [null, null, null];
  }),
];

/** All rows that a view of the matrix keeps, window by window, as CSV text. `onProgress` hears how many are read. */
export const matrixCsv = async (
  program: string,
  state: MatrixState,
  environments: readonly string[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<string> => {
  const rows: (string | null)[][] = [];
  const chosen = state.chosen.kind;
  const kinds: readonly RowsOf[] = [{ kind: "route" }, { kind: "worker" }];
  for (const of of kinds.filter(({ kind }) => chosen.length === 0 || chosen.includes(kind))) {
    for (let window = 0; ; window += 1) {
      const input = windowInput(program, state, of, window);
      const answer = await callOperation(readMatrixRows, input, { signal });
      rows.push(...answer.rows.map((row) => cellsOf(row, environments)));
      onProgress(rows.length);
      if ((window + 1) * windowRows >= answer.total) break;
    }
  }
  const owners = environments.flatMap((key) => [
    `${key} owner`,
    `${key} cohort`,
    `${key} decided by`,
  ]);
  return writeCsv([...fixedColumns, ...owners], rows);
};
