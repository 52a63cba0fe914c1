import { FindingBook } from "./finding-book";
import {
  type Finding,
  type InventoryItem,
  type InventoryReading,
  type ItemKind,
  itemKey,
  type QueueCoupling,
} from "./inventory";
import { keptOwnerFindings, type OwnerHere } from "./kept-owners";
import { keepLegacyBatches } from "./legacy-batch";
import { type FieldChange, mergeItem } from "./merge-item";
import { planRegisters, type RegisterPlan } from "./register-plan";
import { type KnownEntry, registerId } from "./registers";

type ItemChange = {
  readonly kind: ItemKind;
  readonly key: string;
  readonly fields: readonly FieldChange[];
  /** The row as it will be. */
  readonly after: InventoryItem;
};

export type ImportPlan = {
  readonly creates: readonly InventoryItem[];
  readonly changes: readonly ItemChange[];
  /** Rows whose values stay and whose places in the sources moved: only their provenance is written. */
  readonly moved: readonly InventoryItem[];
  /** Rows that the sources name and that are as they say. */
  readonly unchanged: number;
  /** Rows of the program that the sources do not name; left alone. */
  readonly untouched: number;
  readonly couplings: {
    readonly adds: readonly QueueCoupling[];
    readonly removes: readonly QueueCoupling[];
  };
  /** What becomes of gates, milestones, criteria, decisions and budgets. */
  readonly registers: RegisterPlan;
  /** The reading's findings and those of comparing it with the program. */
  readonly findings: readonly Finding[];
  /** Nothing to write. */
  readonly isEmpty: boolean;
};

export type ImportOptions = {
  /** The program's couplings; without them the reading's are all added. */
  readonly couplings?: readonly QueueCoupling[];
  /** The program's registers; without them what the reading states of them is all new. */
  readonly registers?: readonly KnownEntry[];
  /** Fields of registers that only a request changes: `planRegisters`. */
  readonly held?: ReadonlyMap<string, string>;
  /** By `itemKey`: rows whose owner goes before what sources say. */
  readonly ownedHere?: ReadonlyMap<string, OwnerHere>;
};

const couplingId = (coupling: QueueCoupling): string =>
  [coupling.queue, coupling.role, coupling.kind, coupling.item].join("\n");

const planCouplings = (
  reading: InventoryReading,
  current: readonly QueueCoupling[],
  files: ReadonlySet<string>,
): ImportPlan["couplings"] => {
  const known = new Set(current.map(couplingId));
  const stated = new Set(reading.couplings.map(couplingId));
  return {
    adds: reading.couplings.filter((coupling) => !known.has(couplingId(coupling))),
    removes: current.filter(
      (coupling) => !stated.has(couplingId(coupling)) && files.has(coupling.origin.file),
    ),
  };
};

const filesOf = (item: InventoryItem): Set<string> => {
  const files = new Set<string>();
  for (const origins of Object.values(item.provenance))
    for (const { file } of origins) files.add(file);
  return files;
};

const rowsOf = (kind: ItemKind, items: readonly InventoryItem[]): string => {
  const some = items.slice(0, 5).map(({ key }) => key);
  if (items.length === 1) return `The ${kind} ${some[0]} is`;
  return `${items.length} rows of kind ${kind} (${some.join(", ")}${items.length > 5 ? ", …" : ""}) are`;
};

/** Rows that some list names and neither the sources nor the program define. */
const undefinedFindings = (rows: readonly InventoryItem[]): Finding[] =>
  [...new Set(rows.map(({ kind }) => kind))].map((kind) => {
    const items = rows.filter((row) => row.kind === kind);
    return {
      code: "not-in-tracker",
      says: `${rowsOf(kind, items)} named by a list, and defined neither by these sources nor in the program; left out.`,
      items: items.map(({ key }) => key),
      origins: items.slice(0, 100).flatMap((item) => Object.values(item.provenance)[0]?.[0] ?? []),
    };
  });

/** Rows that a file read again no longer names, or that are absent from a reading that names most of their kind. */
const missingRows = (
  current: readonly InventoryItem[],
  named: ReadonlySet<string>,
  files: ReadonlySet<string>,
): Finding[] => {
  const total = new Map<ItemKind, number>();
  const met = new Map<ItemKind, number>();
  for (const item of current) {
    total.set(item.kind, (total.get(item.kind) ?? 0) + 1);
    if (named.has(itemKey(item))) met.set(item.kind, (met.get(item.kind) ?? 0) + 1);
  }
  const missing = new Map<ItemKind, InventoryItem[]>();
  for (const item of current) {
    if (named.has(itemKey(item))) continue;
    const isExpected = (met.get(item.kind) ?? 0) * 2 >= (total.get(item.kind) ?? 0);
    if (!isExpected && ![...filesOf(item)].some((file) => files.has(file))) continue;
    const list = missing.get(item.kind);
    if (list) list.push(item);
    else missing.set(item.kind, [item]);
  }
  return [...missing].map(([kind, items]) => ({
    code: "missing-row",
    says: `${rowsOf(kind, items)} in the program and no longer in these sources; left as ${items.length === 1 ? "it is" : "they are"}.`,
    items: items.map(({ key }) => key),
    origins: items.slice(0, 100).flatMap((item) => item.provenance.title?.slice(0, 1) ?? []),
  }));
};

/**
 * What an import would do to a program. In: its rows, and a reading of sources. Out: what is created, changed field
 * by field, moved, and left alone. Rows are matched by kind and key. Nothing is ever deleted; a value that a person
 * set in Signalbox is never overwritten; `verified` is never taken back by a file. Planning the outcome again gives
 * an empty plan. Linear in rows.
 */
export const planImport = (
  current: readonly InventoryItem[],
  reading: InventoryReading,
  options: ImportOptions = {},
): ImportPlan => {
  const files = new Set(reading.sources.map(({ file }) => file));
  const known = new Map(current.map((item) => [itemKey(item), item]));
  const creates: InventoryItem[] = [];
  const changes: ItemChange[] = [];
  const moved: InventoryItem[] = [];
  const disputes = new FindingBook();
  const named = new Set<string>();
  let unchanged = 0;

  const filledIn = new Set(reading.filledIn);
  const undefinedRows: InventoryItem[] = [];
  const compare = (source: InventoryItem, isSupplement: boolean): void => {
    const id = itemKey(source);
    const item = known.get(id);
    if (!item) {
      (isSupplement ? undefinedRows : creates).push(source);
      return;
    }
    named.add(id);
    const secondHand = reading.secondHand?.[id] ?? [];
    const how = { isSupplement, secondHand, isFilledIn: filledIn.has(id) };
    const merged = mergeItem(item, keepLegacyBatches(item, source), files, how, disputes);
    if (merged.fields.length > 0)
      changes.push({ kind: item.kind, key: item.key, fields: merged.fields, after: merged.after });
    else if (merged.hasMoved) moved.push(merged.after);
    else unchanged += 1;
  };
  for (const item of reading.items) compare(item, false);
  for (const item of reading.supplements ?? []) compare(item, true);

  const couplings = planCouplings(reading, options.couplings ?? [], files);
  const { registers: currentRegisters = [], held } = options;
  const registers = planRegisters(currentRegisters, reading.registers ?? [], {
    files,
    ...(held ? { held } : {}),
  });
  const findings: Finding[] = [
    ...reading.findings,
    ...disputes.findings(),
    ...keptOwnerFindings(changes, options.ownedHere ?? new Map()),
    ...undefinedFindings(undefinedRows),
    ...missingRows(current, named, files),
    ...registers.findings,
  ];
  return {
    creates,
    changes,
    moved,
    unchanged,
    untouched: current.length - named.size,
    couplings,
    registers,
    findings,
    isEmpty:
      creates.length + changes.length + moved.length === 0 &&
      registers.creates.length + registers.changes.length + registers.moved.length === 0 &&
      couplings.adds.length + couplings.removes.length === 0,
  };
};

/** What a plan would write, as plain values in a fixed order: the same plan has the same summary, for a digest. */
export const summariseImport = (
  plan: ImportPlan,
): {
  readonly creates: readonly unknown[];
  readonly changes: readonly unknown[];
  readonly couplings: readonly string[];
  readonly registers: readonly unknown[];
} => {
  const byId = <T extends { kind: ItemKind; key: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((one, other) => (itemKey(one) < itemKey(other) ? -1 : 1));
  return {
    creates: byId(plan.creates).map(({ provenance: _, ...values }) => values),
    changes: byId(plan.changes).map(({ kind, key, fields }) => ({
      kind,
      key,
      fields: fields.map(({ field, before, after }) => ({ field, before, after })),
    })),
    couplings: [
      ...plan.couplings.adds.map((coupling) => `+${couplingId(coupling)}`),
      ...plan.couplings.removes.map((coupling) => `-${couplingId(coupling)}`),
    ].sort(),
    registers: [
      ...plan.registers.creates.map((entry) => ({
        id: registerId(entry),
        fields: Object.entries(entry.fields).map(([field, { value }]) => [field, value]),
      })),
      ...plan.registers.changes.map(({ fields, ...entry }) => ({ id: registerId(entry), fields })),
    ].sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
};
