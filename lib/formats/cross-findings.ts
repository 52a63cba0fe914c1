import type { FindingBook } from "@/lib/domain/finding-book";
import type { InventoryItem, Origin, QueueCoupling } from "@/lib/domain/inventory";
import { type ItemDraft, listOf } from "./item-draft";

const keysOf = (items: readonly InventoryItem[]): string[] => items.map(({ key }) => key);

const grouped = <T>(
  values: readonly T[],
  by: (value: T) => string | null,
): Map<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = by(value);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
};

/**
 * Batches that newer ones replaced: every row of theirs stands in another batch too, and no checklist or owner
 * matrix names them. Where there is neither, a batch that wholly holds two others counts as replaced.
 */
export const findLegacyBatches = (
  drafts: Iterable<ItemDraft>,
  findings: FindingBook,
): ReadonlySet<string> => {
  type Batch = {
    items: string[];
    others: Set<string>;
    alone: number;
    isCurrent: boolean;
    origins: Origin[];
  };
  const batches = new Map<string, Batch>();
  let hasCurrent = false;
  for (const draft of drafts) {
    const own = new Set(draft.batches.map(({ batch }) => batch));
    for (const { batch, isCurrent, origin } of draft.batches) {
      const known = batches.get(batch);
      const entry = known ?? {
        items: [],
        others: new Set(),
        alone: 0,
        isCurrent: false,
        origins: [],
      };
      batches.set(batch, entry);
      hasCurrent ||= isCurrent;
      entry.isCurrent ||= isCurrent;
      entry.items.push(draft.key);
      entry.origins.push(origin);
      if (own.size === 1) entry.alone += 1;
      for (const other of own) if (other !== batch) entry.others.add(other);
    }
  }
  const legacy = new Set<string>();
  for (const [batch, entry] of batches) {
    const isReplaced = hasCurrent
      ? !entry.isCurrent && entry.others.size > 0
      : entry.others.size > 1;
    if (!isReplaced || entry.alone > 0) continue;
    legacy.add(batch);
    const newer = [...entry.others].sort().join(", ");
    findings.add(
      "legacy-batch",
      {
        says: `${batch} is an older batch: all its ${entry.items.length} rows are in ${newer} too. The newer batches count; the older one is kept as the attribute legacy_batch.`,
        items: entry.items,
        origins: entry.origins.slice(0, 100),
      },
      { of: "", together: (count) => `${count} batches were replaced by newer ones.` },
    );
  }
  return legacy;
};

/** Switch ids that several rows share: flipping by that id would flip them all. */
export const findSharedSwitches = (
  items: readonly InventoryItem[],
  findings: FindingBook,
): void => {
  for (const [id, sharing] of grouped(items, (item) => item.switchId)) {
    if (sharing.length < 2) continue;
    findings.add(
      "shared-switch-id",
      {
        says: `${keysOf(sharing).join(" and ")} share the switch id ${id} (${sharing.map(({ title }) => title).join(", ")}): outside Signalbox that one name cannot tell them apart.`,
        items: keysOf(sharing),
        origins: sharing.flatMap((item) => item.provenance.switchId ?? []),
      },
      { of: "", together: (count) => `${count} switch ids are shared by several rows each.` },
    );
  }
};

/** Routes of one method, host and pattern: a request cannot tell which of them it meets. */
export const findPatternConflicts = (
  items: readonly InventoryItem[],
  findings: FindingBook,
): void => {
  const shape = (item: InventoryItem): string | null =>
    item.pattern === null
      ? null
      : `${item.method} ${item.host ?? ""}${item.pattern.replace(/\{\w+/g, "{")}`;
  for (const [, alike] of grouped(items, shape)) {
    if (alike.length < 2) continue;
    findings.add(
      "pattern-conflict",
      {
        says: `${keysOf(alike).join(" and ")} match the same requests (${alike[0]?.title}): only one of them can decide.`,
        items: keysOf(alike),
        origins: alike.flatMap((item) => item.provenance.path ?? []),
      },
      { of: "", together: (count) => `${count} groups of routes match the same requests.` },
    );
  }
};

/** Budgets that routes name and the list of budgets does not have; silent where no list was given. */
export const findUnknownBudgets = (
  items: readonly InventoryItem[],
  known: ReadonlySet<string>,
  findings: FindingBook,
): void => {
  if (known.size === 0) return;
  const named = (item: InventoryItem): string | null =>
    item.attributes.performance_budget_id ??
    item.attributes.budget_id ??
    item.attributes.budget ??
    null;
  for (const [budget, naming] of grouped(items, named)) {
    if (known.has(budget)) continue;
    findings.add(
      "unknown-budget",
      {
        says: `${budget} is named by ${naming.length} row${naming.length === 1 ? "" : "s"} but is not among the budgets ${[...known].join(", ")}.`,
        items: keysOf(naming),
        origins: naming
          .flatMap((item) => item.provenance["attributes.performance_budget_id"] ?? [])
          .slice(0, 100),
      },
      {
        of: "",
        together: (count) =>
          `${count} budgets are named by rows but are not in the list of budgets.`,
      },
    );
  }
};

const couplingColumns = [
  { role: "producer", names: ["producer_route_ids", "producers", "producer"] },
  {
    role: "consumer",
    names: ["consumer_process_ids", "consumer_programs", "consumers", "consumer"],
  },
] as const;

/** Who puts onto and takes from each queue; a queue without known producers is said to be unknown, not free. */
export const readCouplings = (
  items: readonly InventoryItem[],
  findings: FindingBook,
): QueueCoupling[] => {
  const byName = new Map<string, InventoryItem>();
  for (const item of items) {
    if (item.kind === "worker" && item.switchName !== null) byName.set(item.switchName, item);
  }
  for (const item of items)
    if (item.kind === "route" || item.kind === "worker") byName.set(item.key, item);

  const couplings: QueueCoupling[] = [];
  for (const queue of items) {
    if (queue.kind !== "queue") continue;
    const known = new Set<string>();
    for (const { role, names } of couplingColumns)
      for (const name of names) {
        const origin = queue.provenance[`attributes.${name}`]?.[0];
        if (!origin) continue;
        for (const word of listOf(queue.attributes[name] ?? "")) {
          const item = byName.get(word);
          if (!item || (item.kind !== "route" && item.kind !== "worker")) {
            findings.add(
              "not-in-tracker",
              {
                says: `${queue.key} names ${word} as its ${role}, and no source defines such a row.`,
                items: [queue.key],
                origins: [origin],
              },
              {
                of: "coupling",
                together: (count) =>
                  `${count} producers or consumers of queues are not defined by any source.`,
              },
            );
            continue;
          }
          const id = `${role} ${item.kind} ${item.key}`;
          if (known.has(id)) continue;
          known.add(id);
          couplings.push({ queue: queue.key, role, kind: item.kind, item: item.key, origin });
        }
      }
    if ([...known].some((id) => id.startsWith("producer"))) continue;
    const files = queue.attributes.producer_files;
    findings.add(
      "queue-without-producers",
      {
        says: `No row is named as producer of the queue ${queue.key}${files ? ` (${files} puts onto it)` : ""}: its producers are unknown, not none.`,
        items: [queue.key],
        origins:
          queue.provenance["attributes.producer_route_count"] ?? queue.provenance.title ?? [],
      },
      {
        of: "",
        together: (count) => `${count} queues have no known producers: unknown, not none.`,
      },
    );
  }
  return couplings;
};
