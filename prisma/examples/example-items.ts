import type { InventoryItem, ItemKind, ItemValues, Origin } from "@/lib/domain/inventory";
import type { PlainRow } from "./plain-row";
import type { QueueRow } from "./queue-row";
import type { WorkerRow } from "./worker-row";

/** Examples have no tracker file; every value names this one and the item's place in it. */
export const exampleFile = "example";

const unstated: Omit<ItemValues, "title"> = {
  family: null,
  capability: null,
  wave: null,
  phase: null,
  team: null,
  batches: [],
  verification: "planned",
  verificationWord: null,
  method: null,
  path: null,
  pattern: null,
  host: null,
  sourcePath: null,
  switchName: null,
  switchId: null,
  isSwitchable: false,
  tests: [],
  attributes: {},
};

export type ExampleItem = Omit<InventoryItem, "provenance">;

export const exampleItem = (
  kind: ItemKind,
  key: string,
  values: Pick<ItemValues, "title"> & Partial<ItemValues>,
): ExampleItem => ({ ...unstated, ...values, kind, key });

const isStated = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== null;

/** Gives every stated value of every item its origin; rows count from 2, since row 1 would be a header. */
export const withProvenance = (items: readonly ExampleItem[]): InventoryItem[] =>
  items.map((item, index) => {
    const origins: readonly Origin[] = [{ file: exampleFile, row: index + 2 }];
    const { kind: _kind, key: _key, attributes, ...values } = item;
    const fields = Object.entries(values)
      .filter(([, value]) => isStated(value))
      .map(([field]) => field);
    const named = Object.keys(attributes).map((name) => `attributes.${name}`);
    return {
      ...item,
      provenance: Object.fromEntries([...fields, ...named].map((field) => [field, origins])),
    };
  });

const numbered = (prefix: string, index: number, digits: number): string =>
  `${prefix}-${String(index + 1).padStart(digits, "0")}`;

type WorkerNames = {
  readonly keyPrefix: string;
  readonly testPrefix: string;
  /** Worker name -> the program's own switch id; absent where it has none. */
  readonly switchIdOf?: (name: string) => string;
  /** Source file of the legacy implementation. */
  readonly sourceOf: (name: string) => string;
  /** Attributes of a retired worker, such as the decision that retired it. */
  readonly retired?: Readonly<Record<string, string>>;
};

/** One item a worker. Support processes and retired ones are inventory without a switch. */
export const workerItems = (rows: readonly WorkerRow[], names: WorkerNames): ExampleItem[] =>
  rows.map(([name, what, phase, team, state, capability], index) => {
    const isSwitchable = state !== "support" && state !== "retired-approved";
    const verification = state === "support" ? "planned" : state;
    const test = numbered(names.testPrefix, index, 3);
    return exampleItem("worker", numbered(names.keyPrefix, index, 3), {
      title: what,
      capability: capability ?? null,
      phase,
      team,
      batches: phase && isSwitchable ? [`workers-${phase.toLowerCase()}`] : [],
      verification,
      verificationWord: verification,
      sourcePath: state === "support" ? null : names.sourceOf(name),
      switchName: name,
      switchId: isSwitchable ? (names.switchIdOf?.(name) ?? null) : null,
      isSwitchable,
      tests: isSwitchable
        ? [
            { id: `${test}-BEHAVIOR`, role: "behavior" },
            { id: `${test}-RETRY`, role: "retry-idempotency" },
            { id: `${test}-MIXED`, role: "mixed-mode" },
          ]
        : [],
      attributes: {
        processType: state === "support" ? "support" : "worker",
        ...(state === "retired-approved" ? names.retired : {}),
      },
    });
  });

/** One item a queue, keyed by its name, with the tests that must pass before a producer flips. */
export const queueItems = (rows: readonly QueueRow[], team: string): ExampleItem[] =>
  rows.map((row) => {
    const test = `QMT-${row.name.toUpperCase().replaceAll("_", "-")}`;
    return exampleItem("queue", row.name, {
      title: row.what,
      team,
      tests: [
        { id: test, role: "contract" },
        { id: `${test}-MIXED`, role: "mixed-mode" },
        ...(row.producers.length > 0
          ? [{ id: `${test}-PRODUCER`, role: "producer-fixture" } as const]
          : []),
      ],
    });
  });

export const plainItems = (
  kind: "runtime-component" | "storage-driver" | "tool" | "task",
  rows: readonly PlainRow[],
): ExampleItem[] =>
  rows.map((row) =>
    exampleItem(kind, row.key, {
      title: row.title,
      team: row.team,
      wave: row.wave ?? null,
      attributes: row.attributes ?? {},
    }),
  );
