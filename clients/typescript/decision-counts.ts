import { receiptText } from "@/clients/typescript/receipt-text";
import type { Receipt } from "@/lib/contract/receipts";
import type { Decision } from "@/lib/domain/resolve-owner";

type Count = { readonly route?: string; readonly owner: string; readonly count: number };
type Taken = Pick<Receipt, "observed" | "queues"> & {
  readonly decisions: Receipt["decisions"];
};

export type DecisionCounts = {
  countDecision(route: string | null, decision: Decision): void;
  countObserved(owner: string, route: string | undefined, count: number): void;
  noteQueue(queue: string, depth: number, inFlight: number | undefined): void;
  /** Whether something waits for the next receipt. */
  hasMore(): boolean;
  /** Takes what fits into one receipt; the rest waits for the next. */
  take(): Taken;
  /** Puts back what was not delivered. An answer that was lost makes a count double, never lost. */
  giveBack(taken: Taken): void;
  /** Since the start: owner, what decided, how often. */
  totals(): readonly (readonly [owner: string, decidedBy: string, count: number])[];
};

// A receipt is 8 MiB at most, and a line of it 250 bytes.
const entriesAtMost = 15_000;
const countAtMost = 1_000_000_000;

const readCount = (value: number): number =>
  Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : 0;
const readDepth = (value: number): number => Math.min(readCount(value), countAtMost);

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
    take: (one: string, other: string, count: number): void => {
      const inner = tally.get(one);
      if (inner === undefined) return;
      const left = (inner.get(other) ?? 0) - count;
      if (left > 0) inner.set(other, left);
      else inner.delete(other);
      if (inner.size === 0) tally.delete(one);
    },
    isEmpty: (): boolean => tally.size === 0,
  };
};

type Tally = ReturnType<typeof createTally>;

const takeFrom = (tally: Tally): Count[] => {
  const taken: Count[] = [];
  for (const [route, owner, count] of tally.entries()) {
    if (taken.length === entriesAtMost) break;
    const sent = Math.min(count, countAtMost);
    taken.push(route === "" ? { owner, count: sent } : { route, owner, count: sent });
  }
  for (const { route = "", owner, count } of taken) tally.take(route, owner, count);
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
    countObserved: (owner, route = "", count) => {
      const word = receiptText(owner, 200);
      const seen = readCount(count);
      if (word !== "" && seen > 0) observed.add(receiptText(route, 200), word, seen);
    },
    noteQueue: (queue, depth, inFlight) => {
      const name = receiptText(queue, 200);
      if (name === "") return;
      const line = { queue: name, depth: readDepth(depth) };
      queues.set(name, inFlight === undefined ? line : { ...line, inFlight: readDepth(inFlight) });
    },
    take: () => ({
      decisions: takeFrom(decided).map(({ route = "", owner, count }) => ({ route, owner, count })),
      observed: takeFrom(observed),
      queues: [...queues.values()],
    }),
    giveBack: (taken) => {
      for (const { route, owner, count } of taken.decisions) decided.add(route, owner, count);
      for (const { route = "", owner, count } of taken.observed) observed.add(route, owner, count);
    },
    hasMore: () => !(decided.isEmpty() && observed.isEmpty()),
    totals: () => [...totals.entries()],
  };
};
