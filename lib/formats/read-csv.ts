import { CsvError, parse } from "csv-parse/sync";
import { type Reason, Refusal, type RefusalCode } from "@/lib/domain/refusal";
import { delimiterOf } from "./csv-cells";
import { fileContent } from "./file-content";
import { isFormula, unguardCell } from "./formula-guard";
import type { Table, TableRow } from "./table";

export type CsvLimits = {
  /** In bytes. */
  readonly maxBytes: number;
  /** In all files of one import: what bounds the memory that reading takes. */
  readonly maxRows: number;
  /** In UTF-16 units. */
  readonly maxCell: number;
  /** Faults that are listed before reading gives up on listing more. */
  readonly maxFaults: number;
};

export const csvLimits: CsvLimits = {
  maxBytes: 64 * 1024 * 1024,
  // So many peak at 2.6 GB while they are planned and written, of which 0.9 GB is the process itself (measured).
  maxRows: 150_000,
  maxCell: 1_000_000,
  maxFaults: 50,
};

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

const refuse = (code: RefusalCode, file: string, says: string, row?: number): never => {
  throw new Refusal(code, `${file}: ${says}`, [row ? { file, row, says } : { file, says }]);
};

/** What is said of an import with more rows than are read at once. */
export const tooManyRows = (most: number): string =>
  `${most.toLocaleString("en")} rows, the most that one import reads. Split it, and import the parts one after another.`;

const recordsOf = (file: string, text: string, most: number): string[][] => {
  try {
    return parse(text, {
      bom: true,
      relax_column_count: true,
      delimiter: delimiterOf(text),
      to: most + 1,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const row = Number(error.records ?? 0) + 1;
    const line = Number(error.lines ?? row);
    const says =
      error.code === "CSV_QUOTE_NOT_CLOSED"
        ? `Row ${row} opens a quote that is never closed.`
        : `Row ${row} (line ${line}) holds a quote where none may stand; write "" for a quote inside a quoted cell.`;
    return refuse("malformed", file, says, row);
  }
};

/** Faults of the header; a nameless column is a fault only where some row fills it. */
const headerFaults = (file: string, header: readonly string[]): Reason[] => {
  const seen = new Map<string, number>();
  return header.flatMap((column, index) => {
    if (column === "") return [];
    const first = seen.get(column);
    seen.set(column, first ?? index);
    return first === undefined
      ? []
      : [
          {
            file,
            row: 1,
            column,
            says: `Columns ${first + 1} and ${index + 1} are both called “${column}”; give one of them another name.`,
          },
        ];
  });
};

/**
 * Reads a CSV file strictly. In: its name, for messages, and its bytes. Out: the table as text.
 * Refused, with every fault up to `maxFaults`: anything but UTF-8 text, an empty file, rows with more or
 * fewer cells than columns (never shifted), two columns of one name, a cell over `maxCell`, a file over `maxBytes`
 * or `maxRows`.
 * Formulas stay text and are listed in `warnings`; the apostrophe that `writeCsv` sets before them is taken off.
 */
export const readCsv = (
  file: string,
  bytes: Uint8Array,
  limits: Partial<CsvLimits> = {},
): Table => {
  const { maxBytes, maxRows, maxCell, maxFaults } = { ...csvLimits, ...limits };
  if (bytes.length > maxBytes)
    return refuse(
      "too-large",
      file,
      `is ${Math.ceil(bytes.length / 1_048_576)} MiB; at most ${Math.floor(maxBytes / 1_048_576)} MiB are read. Split it by rows.`,
    );
  const content = fileContent(bytes);
  if (content.is === "empty") return refuse("invalid", file, "is empty: it has no header row.");
  if (content.is !== "text") {
    const isText = content.is === "not-utf8";
    const advice =
      content.is === "archive"
        ? "; unpack it and give the CSV files."
        : isText
          ? "."
          : "; give a CSV file.";
    return refuse(
      isText ? "malformed" : "unsupported-media",
      file,
      `${content.says}${advice}`,
      content.row,
    );
  }

  const [head, ...records] = recordsOf(file, content.text, maxRows + 1);
  if (records.length > maxRows) {
    return refuse("too-large", file, `has more than ${tooManyRows(maxRows)}`);
  }
  const header = (head ?? []).map((name) => unguardCell(name.trim()));
  const faults = headerFaults(file, header);
  const warnings: Reason[] = [];
  const rows: TableRow[] = [];
  const nameless = new Set(header.flatMap((name, index) => (name === "" ? [index] : [])));

  for (const [index, record] of records.entries()) {
    if (faults.length >= maxFaults) break;
    const row = index + 2;
    if (record.length === 1 && header.length > 1 && record[0]?.trim() === "") continue;
    if (record.length !== header.length) {
      const says = `Row ${row} has ${count(record.length, "cell")} and the header ${count(header.length, "column")}; ${
        record.length > header.length
          ? "a text with a comma needs quotes around it."
          : "cells are missing."
      }`;
      faults.push({ file, row, says });
      continue;
    }
    const cells: string[] = [];
    for (const [at, raw] of record.entries()) {
      const column = header[at] ?? "";
      if (raw.length > maxCell)
        faults.push({
          file,
          row,
          column,
          says: `The cell in row ${row}, column “${column}” holds ${raw.length.toLocaleString("en")} characters; at most ${maxCell.toLocaleString("en")} are read.`,
        });
      if (nameless.has(at)) {
        if (raw.trim() !== "")
          faults.push({
            file,
            row,
            says: `Column ${at + 1} has no name but row ${row} fills it; name it in the header.`,
          });
        continue;
      }
      const first = raw.charCodeAt(0);
      const cell = first === 0x27 ? unguardCell(raw) : raw;
      if ((first === 0x3d || first === 0x2b || first === 0x2d || first === 0x40) && isFormula(raw))
        warnings.push({
          file,
          row,
          column,
          says: `The cell in row ${row}, column “${column}” is a formula; it is kept as text.`,
        });
      cells.push(cell);
    }
    rows.push({ row, cells });
  }

  if (faults.length > 0)
    throw new Refusal(
      "invalid",
      faults.length === 1
        ? `${file}: ${faults[0]?.says}`
        : `${file} has ${faults.length >= maxFaults ? "at least " : ""}${count(faults.length, "fault")}. First: ${faults[0]?.says}`,
      faults.slice(0, maxFaults),
    );
  const columns = header.filter((name) => name !== "");
  return { file, heading: null, columns, rows, faults: [], warnings };
};
