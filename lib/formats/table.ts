import type { Reason } from "@/lib/domain/refusal";

/** A cell's row as a person finds it: CSV rows count from 1 with the header as row 1, Markdown rows are the line in the file. */
export type TableRow = { readonly row: number; readonly cells: readonly string[] };

/** A table as text: every row has exactly one cell per column, nothing is converted or evaluated. */
export type Table = {
  readonly file: string;
  /** The nearest heading above a Markdown table; `null` for CSV. */
  readonly heading: string | null;
  /** The title of a Markdown text: its first heading of the first level. */
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** Rows that do not fit the columns, where the format has an answer of its own for them (Markdown drops cells). */
  readonly faults: readonly Reason[];
  /** Formulas that were kept as text. */
  readonly warnings: readonly Reason[];
};
