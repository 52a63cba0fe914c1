import type { Reason } from "@/lib/domain/refusal";
import type { Table, TableRow } from "./table";

const fence = /^\s{0,3}(`{3,}|~{3,})/;
const delimiterCell = /^\s*:?-+:?\s*$/;

/** Cells of a table line after GFM: split at pipes that are not escaped; `\|` is a pipe, inside a code span too. */
const splitRow = (line: string): string[] => {
  const cells: string[] = [];
  let cell = "";
  const text = line.trim();
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index];
    if (sign === "\\" && text[index + 1] === "|") {
      cell += "|";
      index += 1;
    } else if (sign === "|") {
      cells.push(cell);
      cell = "";
    } else cell += sign;
  }
  cells.push(cell);
  if (cells[0]?.trim() === "" && text.startsWith("|")) cells.shift();
  if (cells.at(-1)?.trim() === "" && text.endsWith("|")) cells.pop();
  return cells;
};

/** The text that a reader sees: code spans, emphasis, links and `<br>` without their marks. Identifiers keep their underscores. */
const plainText = (cell: string): string => {
  const spans: string[] = [];
  const kept = cell.trim().replace(/(`+)(.+?)\1(?!`)/g, (_, _ticks, code: string) => {
    spans.push(code.trim());
    return `\u0000${spans.length - 1}\u0000`;
  });
  return (
    kept
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/(\*\*|~~)(?=\S)(.+?)\1/g, "$2")
      .replace(/(?<![\w*])\*(?=[^\s*])([^*]+)\*(?![\w*])/g, "$1")
      .replace(/<br\s*\/?>/gi, "; ")
      .replace(/\\([\\`*_{}[\]()#+\-.!<>])/g, "$1")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL cannot occur in the text (fileContent refuses it)
      .replace(/\u0000(\d+)\u0000/g, (_, at: string) => spans[Number(at)] ?? "")
      .trim()
  );
};

const isDelimiterRow = (line: string | undefined, columns: number): boolean => {
  if (line === undefined || !line.includes("-")) return false;
  const cells = splitRow(line);
  return cells.length === columns && cells.every((cell) => delimiterCell.test(cell));
};

/**
 * The tables of a Markdown text (GitHub flavour), with the nearest heading above each.
 * As GFM says, a row may have fewer cells than the header (the rest is empty) and cells beyond it are dropped;
 * such rows are named in `faults`, since an unescaped pipe shifts the values. Tables inside fenced code are text, not tables.
 */
export const readMarkdownTables = (file: string, text: string): Table[] => {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const tables: Table[] = [];
  let heading: string | null = null;
  let documentTitle: string | undefined;
  let openFence: string | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const mark = fence.exec(line)?.[1];
    if (openFence !== null) {
      if (mark?.startsWith(openFence)) openFence = null;
      continue;
    }
    if (mark) {
      openFence = mark;
      continue;
    }
    const title = /^\s{0,3}#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1];
    if (title) heading = plainText(title);
    if (title && /^\s{0,3}#\s/.test(line)) documentTitle ??= plainText(title);
    if (!line.includes("|")) continue;
    const header = splitRow(line);
    if (!isDelimiterRow(lines[at + 1], header.length)) continue;

    const rows: TableRow[] = [];
    const faults: Reason[] = [];
    let next = at + 2;
    for (; next < lines.length && (lines[next] ?? "").trim() !== ""; next += 1) {
      const body = lines[next] ?? "";
      if (!body.includes("|") || fence.test(body) || /^\s{0,3}#{1,6}\s/.test(body)) break;
      const cells = splitRow(body).map(plainText);
      const row = next + 1;
      if (cells.length > header.length)
        faults.push({
          file,
          row,
          says: `Line ${row} has ${cells.length} cells and the table ${header.length} columns; a pipe inside a cell is written \\|.`,
        });
      rows.push({ row, cells: header.map((_, column) => cells[column] ?? "") });
    }
    const columns = header.map(plainText);
    const named = documentTitle === undefined ? {} : { title: documentTitle };
    tables.push({ file, heading, ...named, columns, rows, faults, warnings: [] });
    at = next - 1;
  }
  return tables;
};
