import { Refusal } from "@/lib/domain/refusal";
import { fileContent } from "./file-content";
import { type CsvLimits, csvLimits, readCsv } from "./read-csv";
import { readMarkdownTables } from "./read-markdown-tables";
import type { Table } from "./table";

/** A file as it was uploaded: its path within the upload, for messages, and its bytes. */
export type SourceFile = { readonly name: string; readonly bytes: Uint8Array };

const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

const otherText: ReadonlySet<string> = new Set(
  "json jsonl yaml yml toml xml html htm js mjs ts tsx py go rs java rb sh sql ini cfg conf env lock svg css log rst adoc".split(
    " ",
  ),
);

const asideOf = (file: SourceFile, text: string): string => {
  const boxes = text.match(/^\s*[-*]\s+\[[ xX]\]/gm)?.length ?? 0;
  return boxes > 0
    ? `Set aside: it holds ${boxes} check boxes and no table; check lists are not imported yet.`
    : `Set aside: ${extensionOf(file.name) === "" ? "it" : "the text"} holds no table.`;
};

/**
 * The tables of a file, or why it holds none: CSV, or the tables of a Markdown text, with the text. Pictures, notes and code that
 * came along with a folder are set aside; archives are refused, since somebody expects what is inside to be read.
 */
export const tablesOf = (
  file: SourceFile,
  limits: Partial<CsvLimits>,
): { readonly tables: readonly Table[]; readonly text?: string } | { readonly aside: string } => {
  const extension = extensionOf(file.name);
  const isCsv = extension === "csv" || extension === "tsv";
  if (isCsv) return { tables: [readCsv(file.name, file.bytes, limits)] };
  const { maxBytes } = { ...csvLimits, ...limits };
  if (file.bytes.length > maxBytes) return { tables: [readCsv(file.name, file.bytes, limits)] };
  const content = fileContent(file.bytes);
  if (content.is === "archive")
    throw new Refusal(
      "unsupported-media",
      `${file.name} ${content.says}; unpack it and give the CSV files.`,
      [{ file: file.name, says: `${content.says}; unpack it and give the CSV files.` }],
    );
  if (content.is === "empty") return { aside: "Set aside: it is empty." };
  if (content.is !== "text") return { aside: `Set aside: it ${content.says}.` };
  if (otherText.has(extension))
    return { aside: `Set aside: a .${extension} file is not read as a tracker.` };
  const tables = readMarkdownTables(file.name, content.text);
  if (tables.length > 0) return { tables, text: content.text };
  const isNote = extension === "md" || extension === "markdown" || extension === "mdx";
  const header = /^[^\r\n]*/.exec(content.text)?.[0] ?? "";
  if (!isNote && /[,;\t]/.test(header)) return { tables: [readCsv(file.name, file.bytes, limits)] };
  return { aside: asideOf(file, content.text) };
};
