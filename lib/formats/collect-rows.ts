import type { FindingBook } from "@/lib/domain/finding-book";
import { type ItemKind, itemKey, itemKinds, type Origin } from "@/lib/domain/inventory";
import type { Reason } from "@/lib/domain/refusal";
import { verificationOf } from "@/lib/domain/verification-words";
import { type ColumnPlan, planColumns } from "./column-plan";
import { beforeFilling } from "./filled-row";
import { type Claim, emptyDraft, type ItemDraft, listOf } from "./item-draft";
import { type Recognition, ranks } from "./recognise-table";
import type { Table, TableRow } from "./table";
import { columnName, type OwnerWords, statusColumns, type TextField } from "./tracker-columns";

export type Collection = {
  readonly words: OwnerWords;
  /** By `itemKey`. */
  readonly drafts: Map<string, ItemDraft>;
  readonly findings: FindingBook;
  readonly faults: Reason[];
};

const slugOf = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);

const kindSynonyms: ReadonlyMap<string, ItemKind> = new Map([
  ["process", "worker"],
  ["endpoint", "route"],
  ["component", "runtime-component"],
]);

const kindOf = (word: string): ItemKind | null => {
  const name = columnName(word).replaceAll("_", "-");
  const known = itemKinds.find((kind) => kind === name || `${kind}s` === name);
  return known ?? kindSynonyms.get(name) ?? null;
};

const combined = /^([A-Za-z]+)\s+(\/\S*)$/;
const reviewFields: ReadonlySet<string> = new Set(["team", "wave", "phase", "team-fallback"]);
const names = /\b(?:D|DEC|ADR)-\d+\b/;

const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

type Row = {
  readonly table: Table;
  readonly recognition: Recognition;
  readonly plan: ColumnPlan;
  readonly row: TableRow;
};

/** A row as it was before it was exported from here: what was filled in is taken out again. */
const asWritten = (row: TableRow, { uses, signoffAt }: ColumnPlan): TableRow | null => {
  if (signoffAt === null) return null;
  const statusAt = uses.findIndex((use) => use.to === "status" && use.name === statusColumns[0]);
  const before = beforeFilling(row.cells[signoffAt] ?? "", row.cells[statusAt] ?? "");
  if (!before) return null;
  return {
    row: row.row,
    cells: row.cells.map((cell, at) =>
      at === signoffAt ? before.signoff : at === statusAt ? before.status : cell,
    ),
  };
};

/** Writes what one row states into its draft. `method` replaces the cell where it named several. */
const readRow = (
  { table, recognition, plan, row: stated }: Row,
  draft: ItemDraft,
  method: string | null,
): void => {
  const restored = asWritten(stated, plan);
  const row = restored ?? stated;
  if (restored) draft.isFilledIn = true;
  const { rank, name: source } = recognition;
  if (recognition.defines) draft.isDefined = true;
  if (recognition.isTracker) draft.isInTracker = true;
  const claim = (value: string, column: number, order: number): Claim => ({
    value,
    rank: order,
    origin: { file: table.file, row: row.row, column: table.columns[column] ?? "" },
    source,
  });
  const field = (to: TextField | "team-fallback", value: string, at: number): void =>
    push(draft.fields, to, claim(value, at, reviewFields.has(to) ? rank.review : rank.identity));

  for (const [at, use] of plan.uses.entries()) {
    const cell = row.cells[at]?.trim() ?? "";
    if (cell === "") continue;
    switch (use.to) {
      case "key":
        if (recognition.isTitleKey) field("title", cell, at);
        break;
      case "item-type":
        break;
      case "field": {
        const both = use.field === "path" ? combined.exec(cell) : null;
        if (both) {
          field("method", (both[1] ?? "").toUpperCase(), at);
          field("path", both[2] ?? "", at);
        } else if (use.field === "method") field("method", method ?? cell.toUpperCase(), at);
        else field(use.field, cell, at);
        break;
      }
      case "team-fallback":
        field("team-fallback", cell, at);
        push(draft.attributes, use.name, claim(cell, at, rank.identity));
        break;
      case "status": {
        const state = verificationOf(cell);
        const isSigned =
          plan.signoffAt !== null && (row.cells[plan.signoffAt]?.trim() ?? "") !== "";
        draft.states.push({
          ...claim(cell, at, use.preference === 0 ? rank.review : 10 + use.preference),
          column: use.name,
          state,
          isOfTests: rank === ranks.tests,
          isProven:
            isSigned ||
            (state === "retired-approved" && row.cells.some((text) => names.test(text))),
        });
        break;
      }
      case "batch":
        for (const batch of listOf(cell))
          draft.batches.push({
            batch,
            origin: { file: table.file, row: row.row, column: table.columns[at] ?? "" },
            isCurrent: rank.review <= 1,
          });
        break;
      case "test":
        for (const id of listOf(cell)) {
          const known = draft.tests.get(id);
          const origin = claim(id, at, 0).origin;
          if (known) known.origins.push(origin);
          else draft.tests.set(id, { role: use.role, origins: [origin] });
        }
        break;
      case "evidence":
        draft.evidence.push(claim(cell, at, rank.identity));
        break;
      case "attribute": {
        const value = use.isList ? listOf(cell).join("; ") : cell;
        if (value !== "") push(draft.attributes, use.name, claim(value, at, rank.identity));
        break;
      }
    }
  }
};

type Named = { readonly kind: ItemKind; readonly key: string; readonly method: string | null };

/** Which rows of the inventory a row of a table is about: one, or one per method where it names several. */
const namesOf = ({ table, recognition, plan, row }: Row, collection: Collection): Named[] => {
  const cellOf = (to: string): string => {
    const at = plan.uses.findIndex(
      (use) => use.to === to || (use.to === "field" && use.field === to),
    );
    return row.cells[at]?.trim() ?? "";
  };
  const word = recognition.kind === "by-row" ? cellOf("item-type") : "";
  const kind = recognition.kind === "by-row" ? kindOf(word) : recognition.kind;
  const fault = (says: string): Named[] => {
    collection.faults.push({ file: table.file, row: row.row, says });
    return [];
  };
  if (kind === null)
    return fault(`Row ${row.row} is about a “${word}”, which is no kind of row known here.`);

  const path = cellOf("path");
  const both = combined.exec(path);
  const methods = (both?.[1] ?? cellOf("method"))
    .toUpperCase()
    .split(/[\s,;|/]+/)
    .filter((it) => it !== "");
  if (recognition.keyColumn === null) {
    if (path === "") return fault(`Row ${row.row} has no path.`);
    if (methods.length === 0) return fault(`Row ${row.row} has no method.`);
    const to = both?.[2] ?? path;
    return methods.map((method) => ({ kind, key: `${method} ${to}`, method }));
  }
  const key = row.cells[recognition.keyColumn]?.trim() ?? "";
  const named = recognition.isTitleKey ? slugOf(key) : key;
  if (named === "") {
    const column = table.columns[recognition.keyColumn] ?? "";
    if (recognition.isTitleKey) return [];
    return fault(`Row ${row.row} has nothing in column “${column}”, which names the row.`);
  }
  if (kind !== "route" || methods.length < 2) return [{ kind, key: named, method: null }];
  return methods.map((method) => ({ kind, key: `${named}:${method}`, method }));
};

/**
 * Reads the rows of a recognised table into drafts; gives how many rows it took. Rows without a key, and a key
 * twice with different cells, become faults; the same row twice, word for word, is noted.
 * `scope` goes before title keys, so that two lists of one file do not run into each other.
 */
export const collectRows = (
  table: Table,
  recognition: Recognition,
  collection: Collection,
  scope = "",
): number => {
  const plan = planColumns(table, recognition, collection.words);
  const seen = new Map<string, TableRow>();
  let taken = 0;
  for (const row of table.rows) {
    if (row.cells.every((cell) => cell.trim() === "")) continue;
    const place: Origin = { file: table.file, row: row.row };
    let isRepeated = false;
    const about = namesOf({ table, recognition, plan, row }, collection);
    for (const { kind, key: bare, method } of about) {
      const key = recognition.isTitleKey && scope !== "" ? `${scope}/${bare}` : bare;
      const id = itemKey({ kind, key });
      const first = seen.get(id);
      if (first) {
        const differing = table.columns.filter((_, at) => first.cells[at] !== row.cells[at]);
        isRepeated = true;
        if (differing.length > 0)
          collection.faults.push({
            file: table.file,
            row: row.row,
            column: table.columns[recognition.keyColumn ?? 0] ?? "",
            says: `${key} stands in rows ${first.row} and ${row.row} with different values (${differing.slice(0, 5).join(", ")}); one of them has to go.`,
          });
        else
          collection.findings.add(
            "duplicate-row",
            {
              says: `${key} stands twice in ${table.file}, rows ${first.row} and ${row.row}, word for word; it is read once.`,
              items: [key],
              origins: [{ file: table.file, row: first.row }, place],
            },
            {
              of: table.file,
              together: (count) =>
                `${count} rows stand twice in ${table.file}, word for word; each is read once.`,
            },
          );
        continue;
      }
      seen.set(id, row);
      const draft = collection.drafts.get(id) ?? emptyDraft(kind, key, place, recognition.name);
      collection.drafts.set(id, draft);
      readRow({ table, recognition, plan, row }, draft, method);
    }
    if (about.length > 0 && !isRepeated) taken += 1;
  }
  if (plan.unknown.length > 0 && taken > 0)
    collection.findings.add(
      "unknown-column",
      {
        says: `${table.file} (${recognition.name}) has columns that are not known: ${plan.unknown.join(", ")}. They are kept as attributes.`,
        items: [],
        origins: plan.unknown.map((column) => ({ file: table.file, row: 1, column })),
      },
      {
        of: table.file,
        together: () =>
          `${table.file} has columns that are not known; they are kept as attributes.`,
      },
    );
  return taken;
};
