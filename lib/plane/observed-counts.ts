import * as z from "zod";

/** What an upstream of the gateway says it has answered since it started. */
const Counter = z.object({
  requests: z.int().min(0),
  /** By route id, of those whose route it knows. */
  routes: z.record(z.string(), z.int().min(0)).default({}),
});
type Counter = z.infer<typeof Counter>;

export type Observed = { readonly owner: string; readonly route?: string; readonly count: number };

const since = (now: number, before: number): number => (now >= before ? now - before : now);

/** What a counter has counted since `before`; a smaller one was started anew. */
const difference = (owner: string, now: Counter, before: Counter): Observed[] => {
  const isAnew = now.requests < before.requests;
  const byRoute = Object.entries(now.routes).map(([route, count]) => ({
    owner,
    route,
    count: since(count, isAnew ? 0 : (before.routes[route] ?? 0)),
  }));
  const known = byRoute.reduce((sum, { count }) => sum + count, 0);
  const rest = since(now.requests, isAnew ? 0 : before.requests) - known;
  return [...byRoute, { owner, count: Math.max(0, rest) }].filter(({ count }) => count > 0);
};

/**
 * Reads what each owner's side has counted, from addresses that answer `{"requests":n,"routes":{…}}`, and
 * gives what is new. What was there at the first reading is not counted; one that does not answer counts
 * with the next reading.
 */
export const createObservedCounts = (sources: ReadonlyMap<string, string>) => {
  const last = new Map<string, Counter>();
  return async (): Promise<Observed[]> => {
    const all: Observed[] = [];
    for (const [owner, address] of sources) {
      const answer = await fetch(address, { signal: AbortSignal.timeout(3000) })
        .then((response) => response.json())
        .catch(() => null);
      const read = Counter.safeParse(answer);
      if (!read.success) continue;
      const before = last.get(owner);
      last.set(owner, read.data);
      if (before !== undefined) all.push(...difference(owner, read.data, before));
    }
    return all;
  };
};
