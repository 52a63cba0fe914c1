import { itemKey, type VerificationState } from "@/lib/domain/inventory";
import { type SignoffWords, signoffCell } from "@/lib/domain/signoff-words";
import { verificationOf } from "@/lib/domain/verification-words";
import { planColumns } from "./column-plan";
import { type CsvCell, csvRecords, delimiterOf } from "./csv-cells";
import { beforeFilling } from "./filled-row";
import { guardCell, unguardCell } from "./formula-guard";
import { recogniseTable } from "./recognise-table";
import type { Table } from "./table";
import { columnName, type OwnerWords, signoffColumns } from "./tracker-columns";

/** What is known here of a signed row, as far as a checklist has columns for it. */
export type SignedRow = {
  readonly state: VerificationState;
  readonly signatures: readonly Omit<SignoffWords, "was">[];
  /** Contract tests that it was signed on. */
  readonly tests: readonly string[];
  readonly rollbackNote: string | null;
  /** Whether the note was written here, and counts before the file's. */
  readonly isNoteOurs: boolean;
};

const decode = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

const headerOf = (cells: readonly CsvCell[]): string[] =>
  cells.map(({ value }) => unguardCell(value.trim()));

/** Whether a file is a checklist that people sign: CSV with a column for it. Looks at its header alone. */
export const hasSignoffColumn = (name: string, bytes: Uint8Array): boolean => {
  if (!/\.csv$/i.test(name)) return false;
  // No header of a tracker is longer.
  const text = decode(bytes.subarray(0, 65_536));
  const [header] = csvRecords(text);
  return headerOf(header ?? []).some((column) => signoffColumns.includes(columnName(column)));
};

const encoded = (value: string, { isQuoted }: CsvCell, delimiter: string): string => {
  const guarded = guardCell(value);
  const needsQuotes =
    isQuoted ||
    /["\r\n]/.test(guarded) ||
    guarded.includes(delimiter) ||
    guarded !== guarded.trim();
  return needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

type Columns = {
  readonly kind: Parameters<typeof itemKey>[0]["kind"];
  readonly key: number;
  readonly signoff: number;
  readonly status: number;
  readonly tests: number;
  readonly note: number;
};

/** Which columns are filled in, and which one names the row; `null` for what is no list of rows by their keys. */
const columnsOf = (table: Table, words: OwnerWords): Columns | null => {
  const recognised = recogniseTable(table, words);
  if (recognised.is !== "items") return null;
  const { kind, keyColumn, isTitleKey } = recognised.recognition;
  const plan = planColumns(table, recognised.recognition, words);
  if (kind === "by-row" || keyColumn === null || isTitleKey || plan.signoffAt === null) return null;
  const named = (name: string): number =>
    table.columns.findIndex((header) => columnName(header) === name);
  return {
    kind,
    key: keyColumn,
    signoff: plan.signoffAt,
    status: named("verification_status"),
    tests: named("test_evidence_ref"),
    note: named("rollback_note"),
  };
};

/** What a signed row's cells become, by column; a cell that says it already stays as it is. */
const filled = (
  cells: readonly CsvCell[],
  columns: Columns,
  row: SignedRow | undefined,
): ReadonlyMap<number, string> => {
  const said = (at: number): string => unguardCell(cells[at]?.value ?? "");
  const changes = new Map<number, string>();
  const before = beforeFilling(said(columns.signoff), said(columns.status));
  const { signoff, status } = before ?? {
    signoff: said(columns.signoff),
    status: said(columns.status),
  };
  if (!row) {
    // It was exported from here when it was signed, and is no more.
    if (before) changes.set(columns.signoff, signoff);
    if (before && columns.status >= 0) changes.set(columns.status, status);
    return changes;
  }
  const moves = columns.status >= 0 && verificationOf(status) !== row.state;
  if (columns.status >= 0) changes.set(columns.status, moves ? row.state : status);
  if (columns.tests >= 0 && said(columns.tests).trim() === "" && row.tests.length > 0) {
    changes.set(columns.tests, row.tests.join("; "));
  }
  const { rollbackNote: note } = row;
  const wants = note !== null && (row.isNoteOurs || said(columns.note).trim() === "");
  if (columns.note >= 0 && wants && said(columns.note).trim() !== note.trim()) {
    changes.set(columns.note, note);
  }
  const marks = row.signatures.map((signature, at) => ({
    ...signature,
    was: moves && at === 0 ? status.trim() : null,
  }));
  changes.set(columns.signoff, signoffCell(signoff, marks));
  return changes;
};

/**
 * A checklist as it was imported, with what was signed since filled in: who signed, the state, the tests
 * and the way back. In: the file's name and bytes as they came, what is signed by kind and key, and the
 * program's words. Every other cell, the columns, quotes and line ends stay byte for byte; importing the
 * outcome again changes nothing.
 */
export const exportChecklist = (
  file: string,
  bytes: Uint8Array,
  signed: ReadonlyMap<string, SignedRow>,
  words: OwnerWords,
): Uint8Array => {
  const text = decode(bytes);
  const delimiter = delimiterOf(text);
  const [header, ...records] = csvRecords(text, delimiter);
  if (!header) return bytes;
  const rows = records.map((cells, index) => ({
    row: index + 2,
    cells: cells.map(({ value }) => unguardCell(value)),
  }));
  const columns = columnsOf(
    { file, heading: null, columns: headerOf(header), rows, faults: [], warnings: [] },
    words,
  );
  if (!columns) return bytes;
  const parts: string[] = [];
  let copied = 0;
  for (const cells of records) {
    const key = unguardCell(cells[columns.key]?.value ?? "").trim();
    if (key === "" || cells.length !== header.length) continue;
    const row = signed.get(itemKey({ kind: columns.kind, key }));
    const changes = [...filled(cells, columns, row)].sort(([one], [other]) => one - other);
    for (const [at, value] of changes) {
      const cell = cells[at];
      if (!cell || unguardCell(cell.value) === value) continue;
      parts.push(text.slice(copied, cell.start), encoded(value, cell, delimiter));
      copied = cell.end;
    }
  }
  parts.push(text.slice(copied));
  return new TextEncoder().encode(parts.join(""));
};
