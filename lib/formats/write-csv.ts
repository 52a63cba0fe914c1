import { Refusal } from "@/lib/domain/refusal";
import { guardCell } from "./formula-guard";

const quoted = (cell: string, isAlone: boolean): string => {
  const guarded = guardCell(cell);
  const needsQuotes =
    /[",\r\n;\t]/.test(guarded) || guarded !== guarded.trim() || (isAlone && guarded === "");
  return needsQuotes ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/**
 * RFC 4180 text (CRLF, UTF-8 without BOM) of a header and its rows; `null` is an empty cell.
 * Cells that a spreadsheet would evaluate get an apostrophe, which `readCsv` takes off again.
 * Refuses a row whose number of cells differs from the number of columns.
 */
export const writeCsv = (
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): string => {
  const line = (cells: readonly (string | null)[], index: number): string => {
    if (cells.length !== columns.length)
      throw new Refusal(
        "invalid",
        `Row ${index + 1} has ${cells.length} cells for ${columns.length} columns.`,
      );
    return cells.map((cell) => quoted(cell ?? "", columns.length === 1)).join(",");
  };
  return `${[columns, ...rows].map(line).join("\r\n")}\r\n`;
};
