import type { Receipt } from "@/lib/contract/receipts";
import type { Decision } from "@/lib/domain/resolve-owner";

type Count = { readonly route?: string; readonly owner: string; readonly count: number };
type Taken = Pick<Receipt, "observed" | "queues"> & {
  readonly decisions: Receipt["decisions"];
};

export type DecisionCounts = {
  countDecision(route: string | null, decision: Decision): void;
  countObserved(owner: string, route: string | undefined, count: number): void;
  noteQueue(queue: Receipt["queues"][number]): void;
  /** Takes what fits into one receipt; the rest waits for the next. */
  take(): Taken;
  /** Puts back what was not delivered. An answer that was lost makes a count double, never lost. */
  giveBack(taken: Taken): void;
  /** Since the start: owner, what decided, how often. */
  totals(): readonly (readonly [owner: string, decidedBy: string, count: number])[];
};

const entriesAtMost = 50_000;

/** Counts by two words; neither holds a line break. */
const createTally = () => {
  const tally = new Map<string, Map<string, number>>();
  return {
    add: (one: string, other: string, count: number): void => {
      const inner = tally.get(one);
      if (inner === undefined) tally.set(one, new Map([[other, count]]));
      else inner.set(other, (inner.get(other) ?? 0) + count);
    },
    entries: function* (): Generator<readonly [string, string, number]> {
      for (const [one, inner] of tally) {
        for (const [other, count] of inner) yield [one, other, count];
      }
    },
    remove: (one: string, other: string): void => {
      const inner = tally.get(one);
      inner?.delete(other);
      if (inner?.size === 0) tally.delete(one);
    },
  };
};

type Tally = ReturnType<typeof createTally>;

const takeFrom = (tally: Tally): Count[] => {
  const taken: Count[] = [];
  for (const [route, owner, count] of tally.entries()) {
    if (taken.length === entriesAtMost) break;
    taken.push(route === "" ? { owner, count } : { route, owner, count });
  }
  for (const { route = "", owner } of taken) tally.remove(route, owner);
  return taken;
};

/** What a client has decided and seen since its last receipt, and in all. */
export const createDecisionCounts = (): DecisionCounts => {
  const decided = createTally();
  const observed = createTally();
  const totals = createTally();
  const queues = new Map<string, Receipt["queues"][number]>();
  return {
    countDecision: (route, { owner, decidedBy }) => {
      totals.add(owner, decidedBy, 1);
      if (route !== null) decided.add(route, owner, 1);
    },
    countObserved: (owner, route, count) => observed.add(route ?? "", owner, count),
    noteQueue: (queue) => queues.set(queue.queue, queue),
    take: () => ({
      decisions: takeFrom(decided).map(({ route = "", owner, count }) => ({ route, owner, count })),
      observed: takeFrom(observed),
      queues: [...queues.values()],
    }),
    giveBack: (taken) => {
      for (const { route, owner, count } of taken.decisions) decided.add(route, owner, count);
      for (const { route = "", owner, count } of taken.observed) observed.add(route, owner, count);
    },
    totals: () => [...totals.entries()],
  };
};
