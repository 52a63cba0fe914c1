import { FindingBook, place } from "@/lib/domain/finding-book";
import type { Finding } from "@/lib/domain/inventory";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import type { RegisterEntry } from "@/lib/domain/registers";
import { readMarkdownTables } from "./read-markdown-tables";
import { readReviewGuide, readSchedule, type StatedWeek, scheduleColumns } from "./read-schedule";
import { claimFor, draftOf, type RegisterBook, registerBook } from "./register-draft";
import { dateOf } from "./register-words";
import { settleRegisters } from "./settle-registers";
import type { Table } from "./table";

const source = "sign-off schedule";

const isSameWeek = (one: StatedWeek, other: StatedWeek): boolean =>
  JSON.stringify({ ...one, row: 0 }) === JSON.stringify({ ...other, row: 0 });

const noteUnread = (book: RegisterBook, file: string, week: StatedWeek): void => {
  for (const range of week.unread)
    book.findings.add(
      "unknown-word",
      {
        says: `Week ${week.starts}: “${range}” in ${place({ file, row: week.row })} is no range of waves; it is kept as a note.`,
        items: [week.starts],
        origins: [{ file, row: week.row }],
      },
      {
        of: `${file}|range`,
        together: (count) => `${count} ranges of ${file} are none; they are kept as notes.`,
        most: 20,
      },
    );
};

/**
 * Reads a schedule's table into the book of registers; gives how many weeks it took. A row that names no day, and one
 * week twice with different words, are faults; a week twice word for word is read once.
 */
export const collectSchedule = (table: Table, book: RegisterBook, faults: Reason[]): number => {
  const columns = scheduleColumns(table);
  if (columns === null) return 0;
  faults.push(...table.faults);
  const { file } = table;
  const seen = new Map<string, StatedWeek>();
  for (const week of readSchedule(table, columns)) {
    const date = dateOf(week.starts);
    const first = date === null || date === "none" ? undefined : seen.get(date.day);
    if (date === null || date === "none") {
      faults.push({
        file,
        row: week.row,
        column: table.columns[columns.week] ?? "",
        says: `Row ${week.row} does not say when its week starts: “${week.starts}” is no day like 2026-02-09.`,
      });
      continue;
    }
    if (first !== undefined) {
      if (isSameWeek(first, week)) continue;
      faults.push({
        file,
        row: week.row,
        says: `The week of ${date.day} stands in rows ${first.row} and ${week.row} with different words; one of them has to go.`,
      });
      continue;
    }
    seen.set(date.day, week);
    const draft = draftOf(book, "schedule-week", date.day);
    draft.isDefined = true;
    draft.defaults.set("title", `Week of ${date.day}`);
    const state = (field: string, value: string): void => {
      if (value === "") return;
      claimFor(draft, field, { value, rank: 0, origin: { file, row: week.row }, source });
    };
    state("scopes", week.scopes.join(", "));
    state("notes", week.notes.join("; "));
    state("goals", week.goals);
    noteUnread(book, file, week);
  }
  return seen.size;
};

/** Reads what the text around a schedule says of every meeting: its checklist and its cautions. */
export const collectReviewGuide = (file: string, text: string, book: RegisterBook): void => {
  const { checklist, cautions, rows } = readReviewGuide(text);
  if (checklist.length + cautions.length === 0) return;
  const draft = draftOf(book, "review-guide", "weekly-review");
  draft.isDefined = true;
  draft.defaults.set("title", "Weekly review");
  const parts = (field: "checklist" | "cautions", points: readonly string[]): void => {
    if (points.length === 0) return;
    const value = points.map((title) => ({ title }));
    draft.parts.set(field, { value, origin: { file, row: rows[field] } });
  };
  parts("checklist", checklist);
  parts("cautions", cautions);
};

/**
 * A schedule that is brought by itself. In: a Markdown text and its name. Out: its weeks and its guide as entries of
 * registers, and what is left open. Refused: a text with neither, and rows that are no weeks, each named.
 */
export const readScheduleDocument = (
  file: string,
  text: string,
): { readonly entries: readonly RegisterEntry[]; readonly findings: readonly Finding[] } => {
  const findings = new FindingBook();
  const book = registerBook(findings);
  const faults: Reason[] = [];
  for (const table of readMarkdownTables(file, text)) collectSchedule(table, book, faults);
  collectReviewGuide(file, text, book);
  const [first] = faults;
  if (first) throw new Refusal("invalid", `${file}: ${first.says}`, faults.slice(0, 100));
  const entries = settleRegisters(book);
  if (entries.length === 0) {
    throw new Refusal(
      "invalid",
      `${file} holds no schedule: a table with a column “Week” and the waves or batches of each week.`,
    );
  }
  return { entries, findings: findings.findings() };
};
