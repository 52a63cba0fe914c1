import { place } from "@/lib/domain/finding-book";
import type { Origin } from "@/lib/domain/inventory";
import type { Reason } from "@/lib/domain/refusal";
import { planRegisterColumns, type RegisterColumns, type RegisterTable } from "./register-columns";
import { draftOf, type RegisterBook, type RegisterDraft, stateField } from "./register-draft";
import { decisionStatusOf, milestoneOf, registerKeyOf, subGatesOf } from "./register-words";
import type { Table, TableRow } from "./table";

/** Where sources differ: a log records what became of a decision, the list what it is. Lower is believed first. */
const rankOf = ({ part }: RegisterTable, field: string): number =>
  part === "log"
    ? field === "title" || field === "owner"
      ? 1
      : 0
    : part === "baselines"
      ? 1
      : field === "status"
        ? 1
        : 0;

const slugOf = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "");

type Source = {
  readonly table: Table;
  readonly register: RegisterTable;
  readonly columns: RegisterColumns;
  readonly book: RegisterBook;
};

const cellOf = ({ columns }: Source, row: TableRow, field: string): string => {
  const at = columns.get(field);
  return at === undefined ? "" : (row.cells[at]?.trim() ?? "");
};

const headingsOf = ({ heading, title, file }: Table): string[] => [
  title ?? "",
  heading ?? "",
  file.replace(/^.*[/\\]/, "").replace(/[_-]+/g, " "),
];

/** The milestone whose criteria a table lists: its own column, its title or heading, its file's name. */
export const milestoneOfTable = (
  table: Table,
): { readonly key: string; readonly title: string } | null => {
  for (const heading of headingsOf(table)) {
    const found = milestoneOf(heading);
    if (found) return found;
  }
  return null;
};

const milestoneOfRow = (
  source: Source,
  row: TableRow,
): { readonly key: string; readonly title: string } | null => {
  const named = cellOf(source, row, "milestone");
  if (named !== "") return { key: registerKeyOf(named), title: named };
  const found = milestoneOfTable(source.table);
  if (found) return found;
  const { title, heading } = source.table;
  const words = title ?? heading;
  const key = registerKeyOf(words ?? "").toLowerCase();
  return words && key !== "" ? { key, title: words } : null;
};

const criterionDraft = (source: Source, row: TableRow): RegisterDraft | string => {
  const { book, table, register } = source;
  const title = cellOf(source, row, "title");
  const milestone = milestoneOfRow(source, row);
  if (milestone === null)
    return "names no milestone: put it into the title of the file, or into a column “Milestone”";
  const slug = slugOf(title);
  if (slug === "") return "has no words that name the criterion";
  const known = draftOf(book, "milestone", milestone.key);
  known.isDefined = true;
  if (!known.defaults.has("title")) known.defaults.set("title", milestone.title);
  const draft = draftOf(book, "criterion", `${milestone.key}/${slug}`);
  const isAdditional = register.part === "items" || /\badditional\b/i.test(table.heading ?? "");
  draft.defaults.set("group", isAdditional ? "additional" : "core");
  return draft;
};

const rowDraft = (source: Source, row: TableRow): RegisterDraft | string => {
  const { book, register, columns, table } = source;
  if (register.kind === "criterion") return criterionDraft(source, row);
  const named = cellOf(source, row, "key");
  const key = registerKeyOf(named);
  if (key === "")
    return `has nothing in column “${table.columns[columns.get("key") ?? 0] ?? ""}”, which names it`;
  return draftOf(book, register.kind, key);
};

const noteRow = (source: Source, row: TableRow, draft: RegisterDraft): void => {
  const { table, register, columns, book } = source;
  const origin = (at: number): Origin => ({
    file: table.file,
    row: row.row,
    column: table.columns[at] ?? "",
  });
  for (const [field, at] of columns) {
    const value = row.cells[at]?.trim() ?? "";
    if (field === "key" || field === "milestone" || value === "") continue;
    // In a log the outcome is the status, unless it is words of its own.
    if (field === "outcome" && decisionStatusOf(value) !== null) continue;
    const rank = rankOf(register, field);
    stateField(book, draft, field, { value, rank, origin: origin(at), source: register.name });
    if (register.kind !== "program-gate" || field !== "evidence") continue;
    const subGates = subGatesOf(value);
    if (subGates.length > 0) draft.parts.set("subGates", { value: subGates, origin: origin(at) });
  }
  if (register.part === "list" || register.part === "items") draft.isDefined = true;
};

const isSameRow = (one: TableRow, other: TableRow): boolean =>
  one.cells.every((cell, at) => cell.trim() === other.cells[at]?.trim());

/**
 * Reads the rows of a register's table into its book; gives how many it took. Rows that name nothing, and one key
 * twice with different cells in one table, are faults; a row twice word for word is told and read once.
 */
export const collectRegister = (
  table: Table,
  register: RegisterTable,
  book: RegisterBook,
  faults: Reason[],
): number => {
  const plan = planRegisterColumns(table, register);
  faults.push(...table.faults, ...plan.faults);
  if (register.part === "log") book.hasLog = true;
  const source: Source = { table, register, columns: plan.columns, book };
  const seen = new Map<RegisterDraft, TableRow>();
  let taken = 0;
  for (const row of table.rows) {
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    const draft = rowDraft(source, row);
    if (typeof draft === "string") {
      faults.push({ file: table.file, row: row.row, says: `Row ${row.row} ${draft}.` });
      continue;
    }
    const first = seen.get(draft);
    if (first === undefined) {
      seen.set(draft, row);
      noteRow(source, row, draft);
      taken += 1;
    } else if (isSameRow(first, row))
      book.findings.add(
        "duplicate-row",
        {
          says: `${draft.key} stands twice in ${table.file}, rows ${first.row} and ${row.row}, word for word; it is read once.`,
          items: [draft.key],
          origins: [
            { file: table.file, row: first.row },
            { file: table.file, row: row.row },
          ],
        },
        { of: table.file, together: (count) => `${count} rows stand twice in ${table.file}.` },
      );
    else
      faults.push({
        file: table.file,
        row: row.row,
        says: `${draft.key} stands in rows ${first.row} and ${row.row} with different values; one of them has to go (${place({ file: table.file, row: first.row })}).`,
      });
  }
  return taken;
};
