import { type CoupledItem, type DependencyPlace, itemsAt } from "@/lib/domain/coupled-items";
import type { Couplings } from "@/lib/domain/interlocks";
import type { Snapshot } from "@/lib/domain/snapshot";

/** Everything that has to go together with something, and the queues that tie it. */
export type CoupledSet = {
  readonly routes: readonly string[];
  readonly workers: readonly string[];
  /** `isKnown` is false where nobody knows all that writes to it or reads from it. */
  readonly queues: readonly { readonly queue: string; readonly isKnown: boolean }[];
};

const idOf = ({ kind, name }: CoupledItem): string => `${kind} ${name}`;

/** Sets that hang together directly: a queue's writers and readers, sharers of a switch, units. */
const tiesOf = (snapshot: Snapshot, couplings: Couplings): CoupledItem[][] => [
  ...couplings.queues.map(({ producers, consumers }) => [...producers, ...consumers]),
  ...couplings.sharedSwitches.map(({ items }) => [...items]),
  ...couplings.dependencies
    .filter(({ kind }) => kind === "unit")
    .map(({ subject, requires }) =>
      [subject, ...requires].flatMap((place) => itemsAt(snapshot, place)),
    ),
];

/**
 * What goes together with the items of a place: whatever shares a queue, a switch or a unit with them,
 * and what shares one with that. Prerequisites are not part of it: they come before. Linear in items
 * and ties.
 */
export const coupledSet = (
  snapshot: Snapshot,
  place: DependencyPlace,
  couplings: Couplings,
): CoupledSet => {
  const ties = tiesOf(snapshot, couplings);
  const tiesByItem = new Map<string, CoupledItem[][]>();
  for (const tie of ties) {
    for (const item of tie) {
      const id = idOf(item);
      tiesByItem.set(id, [...(tiesByItem.get(id) ?? []), tie]);
    }
  }
  const found = new Map<string, CoupledItem>();
  const open = itemsAt(snapshot, place);
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const id = idOf(item);
    if (found.has(id)) continue;
    found.set(id, item);
    for (const tie of tiesByItem.get(id) ?? []) open.push(...tie);
  }
  const names = (kind: CoupledItem["kind"]): string[] =>
    [...found.values()].flatMap((item) => (item.kind === kind ? [item.name] : [])).sort();
  return {
    routes: names("route"),
    workers: names("worker"),
    queues: couplings.queues
      .filter(({ producers, consumers }) =>
        [...producers, ...consumers].some((item) => found.has(idOf(item))),
      )
      .map(({ queue, producers, consumers }) => ({
        queue,
        isKnown: producers.length > 0 && consumers.length > 0,
      })),
  };
};
