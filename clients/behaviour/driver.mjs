// Lets the shared behaviour suite drive the TypeScript client: one JSON request a line, one answer a
// line. The first argument is the client's bundle.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { createClient, indexSnapshot, compileRoutes, compileRe2, resolveOwner } = await import(
  pathToFileURL(process.argv[2]).href
);
const events = [];
let client;

const indexed = (snapshot) => {
  const rows = Array.isArray(snapshot?.routes) ? snapshot.routes : [];
  return indexSnapshot(snapshot, compileRoutes(rows, compileRe2));
};

const answers = {
  resolve: ({ snapshots, requests, localForce }) =>
    snapshots.map((snapshot) => {
      const index = indexed(snapshot);
      return requests.map((request) => resolveOwner(index, request, localForce));
    }),
  measure: ({ requests, count }) => {
    const began = process.hrtime.bigint();
    for (let at = 0; at < count; at++) client.decide(requests[at % requests.length]);
    return Number(process.hrtime.bigint() - began) / count;
  },
  // What no client can do without: a look-up, a hash, a comparison.
  baseline: ({ requests, count }) => {
    const rules = new Map(requests.map(({ route }) => [route, { salt: "bench", percent: 1000 }]));
    let met = 0;
    const began = process.hrtime.bigint();
    for (let at = 0; at < count; at++) {
      const { route, context } = requests[at % requests.length];
      const { salt, percent } = rules.get(route);
      const text = `${salt}:${context.user}`;
      let hash = 0x811c9dc5;
      for (let end = 0; end < text.length; end++) {
        hash = Math.imul(hash ^ text.charCodeAt(end), 0x01000193);
      }
      if ((hash >>> 0) % 10_000 < percent) met++;
    }
    return Number(process.hrtime.bigint() - began) / count + 0 * met;
  },
  start: async ({ options }) => {
    client = createClient({ ...options, log: (message) => process.stderr.write(`${message}\n`) });
    await client.start();
    return true;
  },
  wait: ({ seconds }) => client.wait(seconds),
  decide: ({ request }) => client.decide(request),
  status: () => client.status(),
  metrics: () => client.metrics(),
  observed: ({ owner, count }) => client.observed(owner, undefined, count),
  queue: ({ worker, count }) => client.reportQueue(worker, count),
  supervise: ({ worker, owner, stopSeconds }) =>
    client.supervise({
      worker,
      owner,
      stopSeconds,
      start: ({ fence }) => void events.push({ event: "start", fence }),
      stop: () => void events.push({ event: "stop", fence: 0 }),
    }),
  events: () => [...events],
  close: () => client.close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  try {
    const answer = (await answers[asked.do](asked)) ?? true;
    process.stdout.write(`${JSON.stringify({ id: asked.id, answer })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ id: asked.id, error: String(error) })}\n`);
  }
}
