import { FindingBook } from "@/lib/domain/finding-book";
import {
  type InventoryItem,
  type InventoryReading,
  type ItemKind,
  itemKey,
  itemKinds,
} from "@/lib/domain/inventory";
import { Refusal } from "@/lib/domain/refusal";
import { collectRegister } from "./collect-register";
import { type Collection, collectRows } from "./collect-rows";
import { collectReviewGuide, collectSchedule } from "./collect-schedule";
import {
  findLegacyBatches,
  findPatternConflicts,
  findSharedSwitches,
  findUnknownBudgets,
  readCouplings,
} from "./cross-findings";
import type { Converters } from "./flask-path";
import type { ItemDraft } from "./item-draft";
import { type CsvLimits, csvLimits, tooManyRows } from "./read-csv";
import { readOptionSections } from "./read-option-sections";
import { type SourceFile, tablesOf } from "./read-source";
import { recogniseTable } from "./recognise-table";
import { type RegisterBook, registerBook } from "./register-draft";
import { settleItem } from "./settle-item";
import { settleRegisters } from "./settle-registers";
import type { Table } from "./table";
import { columnName, type OwnerWords } from "./tracker-columns";

export type ReadOptions = {
  /** What the program's own Flask converters stand for. */
  readonly converters?: Converters;
  readonly limits?: Partial<CsvLimits>;
};

type Source = InventoryReading["sources"][number];
type Pass = Collection & {
  readonly budgets: Set<string>;
  readonly trackers: Set<ItemKind>;
  readonly registers: RegisterBook;
};

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

const readBudgets = (table: Table, budgets: Set<string>): void => {
  const at = table.columns.findIndex((header) => /budget/.test(columnName(header)));
  for (const row of table.rows) {
    const id = row.cells[at]?.trim() ?? "";
    if (id !== "") budgets.add(id);
  }
};

const noteFormulas = ({ file, warnings }: Table, findings: FindingBook): void => {
  if (warnings.length === 0) return;
  findings.add(
    "formula",
    {
      says: `${file} holds ${plural(warnings.length, "formula")} (first: row ${warnings[0]?.row}, column ${warnings[0]?.column}); kept as text, never evaluated.`,
      items: [],
      origins: warnings.slice(0, 100).map(({ row = 1, column = "" }) => ({ file, row, column })),
    },
    { of: file, together: () => `${file} holds formulas; kept as text, never evaluated.` },
  );
};

/** Reads one file's tables into the pass; says what the file was taken for. */
const readSource = (file: SourceFile, pass: Pass, options: ReadOptions): Source => {
  const source = tablesOf(file, options.limits ?? {});
  if ("aside" in source)
    return { file: file.name, recognisedAs: null, rows: 0, says: source.aside };
  const names: string[] = [];
  const asides: string[] = [];
  let rows = 0;
  let hasDecisions = false;
  let hasSchedule = false;
  for (const table of source.tables) {
    const recognised = recogniseTable(table, pass.words);
    if (recognised.is === "unknown") asides.push(`Set aside: ${recognised.says}`);
    else if (recognised.is === "later") {
      names.push(recognised.name);
      asides.push(`Recognised as ${recognised.name}, not imported yet`);
    } else if (recognised.is === "register") {
      const { register } = recognised;
      if (register.kind === "budget" && register.part === "list") readBudgets(table, pass.budgets);
      rows += collectRegister(table, register, pass.registers, pass.faults);
      names.push(register.name);
      hasDecisions ||= register.kind === "decision";
    } else if (recognised.is === "schedule") {
      rows += collectSchedule(table, pass.registers, pass.faults);
      names.push(recognised.name);
      hasSchedule = true;
    } else {
      const { recognition } = recognised;
      pass.faults.push(...table.faults);
      noteFormulas(table, pass.findings);
      if (recognition.isTracker && recognition.kind !== "by-row")
        pass.trackers.add(recognition.kind);
      const scope =
        source.tables.length > 1 ? columnName(table.heading ?? "").replaceAll("_", "-") : "";
      rows += collectRows(table, recognition, pass, scope);
      names.push(recognition.name);
    }
  }
  if (hasDecisions && source.text !== undefined)
    readOptionSections(file.name, source.text, pass.registers);
  if (hasSchedule && source.text !== undefined)
    collectReviewGuide(file.name, source.text, pass.registers);
  const recognisedAs = names.length === 0 ? null : [...new Set(names)].join(", ");
  const aside = [...new Set(asides)].join("; ");
  const says =
    recognisedAs === null
      ? `${aside}.`
      : [
          rows > 0 || aside === "" ? `Read as ${recognisedAs}: ${plural(rows, "row")}` : null,
          aside === "" ? null : aside,
        ]
          .filter((part) => part !== null)
          .join("; ")
          .concat(".");
  return { file: file.name, recognisedAs, rows, says };
};

const refuse = (refusals: readonly Refusal[], faults: Collection["faults"], most: number): void => {
  const reasons = [
    ...refusals.flatMap(({ reasons: own, message }) =>
      own.length > 0 ? own : [{ says: message }],
    ),
    ...faults,
  ];
  const [first] = reasons;
  if (!first) return;
  const [only] = refusals;
  if (only && refusals.length === 1 && faults.length === 0) throw only;
  const files = new Set(reasons.map(({ file }) => file));
  throw new Refusal(
    only && faults.length === 0 && refusals.every(({ code }) => code === only.code)
      ? only.code
      : "invalid",
    reasons.length === 1
      ? `${first.file}: ${first.says}`
      : `${reasons.length} faults in ${plural(files.size, "file")}; nothing was read. First: ${first.file}: ${first.says}`,
    reasons.slice(0, most),
  );
};

/** Rows that stand in some list of their kind and not in its tracker. */
const noteUntracked = (
  draft: ItemDraft,
  trackers: ReadonlySet<ItemKind>,
  findings: FindingBook,
): void => {
  if (!draft.isDefined || draft.isInTracker || !trackers.has(draft.kind)) return;
  findings.add(
    "not-in-tracker",
    {
      says: `${draft.key} stands in ${draft.named.file}, row ${draft.named.row} (${draft.namedBy}), and not in the list of its kind.`,
      items: [draft.key],
      origins: [draft.named],
    },
    {
      of: `${draft.kind}|${draft.named.file}`,
      together: (count) =>
        `${count} rows of ${draft.named.file} are not in the list of their kind.`,
      most: 50,
    },
  );
};

const byKindAndKey = (one: ItemDraft, other: ItemDraft): number =>
  itemKinds.indexOf(one.kind) - itemKinds.indexOf(other.kind) ||
  (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);

/**
 * Understands a program's trackers. In: files as they were uploaded, and the program's words for its two sides.
 * Out: the inventory they state together, joined by id, every value with the places that state it, and what they
 * leave open as findings. Files are told by their columns, never by their names; what is no tracker is set aside
 * with a reason. Refused as a whole, with every fault named: archives, files that are not UTF-8, ragged rows,
 * rows without an id, one id with two contents in one file. Needs time and memory linear in rows.
 */
export const readInventory = (
  files: readonly SourceFile[],
  words: OwnerWords,
  options: ReadOptions = {},
): InventoryReading => {
  const findings = new FindingBook();
  const pass: Pass = {
    words,
    drafts: new Map(),
    findings,
    faults: [],
    budgets: new Set(),
    trackers: new Set(),
    registers: registerBook(findings),
  };
  const refusals: Refusal[] = [];
  const sources: Source[] = [];
  // By name, so that the order of the upload changes nothing.
  const { maxRows, maxFaults } = { ...csvLimits, ...options.limits };
  const ordered = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const file of ordered) {
    try {
      sources.push(readSource(file, pass, options));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.push(error);
    }
    if (pass.drafts.size > maxRows) {
      throw new Refusal("too-large", `These files hold more than ${tooManyRows(maxRows)}`);
    }
  }
  refuse(refusals, pass.faults, maxFaults);

  const legacyBatches = findLegacyBatches(pass.drafts.values(), findings);
  const items: InventoryItem[] = [];
  const supplements: InventoryItem[] = [];
  const secondHand: Record<string, readonly string[]> = {};
  const filledIn: string[] = [];
  const lists = new Map<string, readonly string[]>();
  const drafts = [...pass.drafts.values()].sort(byKindAndKey);
  pass.drafts.clear();
  // Taken from the end of the list, so that each draft can be collected while the next one is settled.
  drafts.reverse();
  for (let draft = drafts.pop(); draft !== undefined; draft = drafts.pop()) {
    noteUntracked(draft, pass.trackers, findings);
    const settled = settleItem(draft, findings, legacyBatches, options.converters ?? {});
    (draft.isDefined ? items : supplements).push(settled.item);
    if (draft.isFilledIn) filledIn.push(itemKey(settled.item));
    if (settled.secondHand.length === 0) continue;
    // Rows of one source have the same fields: one list for all of them.
    const list = settled.secondHand.join("\n");
    lists.set(list, lists.get(list) ?? settled.secondHand);
    secondHand[itemKey(settled.item)] = lists.get(list) ?? settled.secondHand;
  }
  findSharedSwitches(items, findings);
  findPatternConflicts(items, findings);
  findUnknownBudgets(items, pass.budgets, findings);
  const couplings = readCouplings(items, findings);
  const registers = settleRegisters(pass.registers);
  return {
    items,
    supplements,
    secondHand,
    filledIn,
    couplings,
    registers,
    findings: findings.findings(),
    sources,
  };
};
