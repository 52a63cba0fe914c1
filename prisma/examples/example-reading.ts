import type { Finding, InventoryReading, QueueCoupling } from "@/lib/domain/inventory";
import { type ExampleItem, exampleFile, withProvenance } from "./example-items";
import type { QueueRow } from "./queue-row";

/** `GET /v2/` for a route, the switch name for a worker: how the tables of an example name an item. */
const nameOf = (item: ExampleItem): string | null =>
  item.kind === "route" ? `${item.method} ${item.pattern}` : item.switchName;

const couplingsOf = (
  queues: readonly QueueRow[],
  items: readonly ExampleItem[],
): QueueCoupling[] => {
  const byName = new Map(items.map((item, index) => [nameOf(item), { item, row: index + 2 }]));
  const coupling = (queue: string, role: QueueCoupling["role"], name: string): QueueCoupling => {
    const found = byName.get(name);
    if (found?.item.kind !== "route" && found?.item.kind !== "worker") {
      throw new Error(
        `The example couples queue ${queue} with ${name}, which is no route or worker.`,
      );
    }
    return {
      queue,
      role,
      kind: found.item.kind,
      item: found.item.key,
      origin: { file: exampleFile, row: found.row },
    };
  };
  return queues.flatMap((queue) => [
    ...queue.producers.map((name) => coupling(queue.name, "producer", name)),
    ...queue.consumers.map((name) => coupling(queue.name, "consumer", name)),
  ]);
};

const findingsOf = (queues: readonly QueueRow[], items: readonly ExampleItem[]): Finding[] => {
  const row = (item: ExampleItem) => ({ file: exampleFile, row: items.indexOf(item) + 2 });
  const shared = new Map<string, ExampleItem[]>();
  for (const item of items) {
    if (item.switchId === null) continue;
    shared.set(item.switchId, [...(shared.get(item.switchId) ?? []), item]);
  }
  const support = items.filter((item) => item.attributes.processType === "support");
  return [
    ...[...shared.entries()]
      .filter(([, sharing]) => sharing.length > 1)
      .map(
        ([id, sharing]): Finding => ({
          code: "shared-switch-id",
          says: `${id} stands at ${sharing.map((item) => item.key).join(" and ")}: one switch, several routes.`,
          items: sharing.map((item) => item.key),
          origins: sharing.map(row),
        }),
      ),
    ...queues
      .filter((queue) => queue.producers.length === 0)
      .map(
        (queue): Finding => ({
          code: "queue-without-producers",
          says: `Nothing says who puts onto ${queue.name}; its producers are unknown, not none.`,
          items: [queue.name],
          origins: items.filter((item) => item.key === queue.name).map(row),
        }),
      ),
    ...support.map(
      (item): Finding => ({
        code: "support-process",
        says: `${item.switchName} supports the legacy side; it is inventory, not a switch.`,
        items: [item.key],
        origins: [row(item)],
      }),
    ),
  ];
};

/** The reading of an example program: what an import of its tables would have found. */
export const exampleReading = (
  items: readonly ExampleItem[],
  queues: readonly QueueRow[] = [],
): InventoryReading => ({
  items: withProvenance(items),
  couplings: couplingsOf(queues, items),
  findings: findingsOf(queues, items),
  sources: [
    {
      file: exampleFile,
      recognisedAs: "example program",
      rows: items.length,
      says: `${items.length} rows that come with Signalbox; no tracker was read.`,
    },
  ],
});
