import { type ClientDriver, startDriver } from "@/clients/behaviour/client-driver";
import { languages } from "@/clients/behaviour/languages";
import type { OwnerQuestion } from "@/clients/typescript/client-types";
import type { Snapshot } from "@/lib/domain/snapshot";
import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";
import { unleash } from "./decision";
import type { BenchRow, Suite } from "./suite";

const switches = 450;
const rounds = 9;
const ids = Array.from({ length: switches }, (_, at) => `ROUTE-${String(at).padStart(4, "0")}`);

// As the peer's flags in the decision suite: everybody passes the list, ten percent are hashed in.
const snapshot: Snapshot = {
  schema: "signalbox.snapshot/v1",
  program: "bench",
  environment: "staging",
  epoch: 1,
  version: 1,
  updatedAt: "2026-11-21T02:00:00Z",
  owners: { legacy: "python", target: "go" },
  force: [],
  default: { owner: "python" },
  families: {},
  capabilities: {
    plain: { owner: "go" },
    canary: {
      owner: "go",
      canary: { except: { orgs: ["bank"] }, percent: 1000, key: "user", salt: "bench" },
    },
  },
  routes: ids.map((id, at) => ({
    id,
    method: "GET",
    host: null,
    pattern: `/api/v1/repository/{repository+}/thing-${at}/{reference}`,
    capability: at % 2 === 0 ? "canary" : "plain",
    family: "f",
  })),
  workers: {},
};

const context = (at: number) => ({ user: `user-${at % 1000}`, org: "acme" });
const asked = (make: (at: number) => OwnerQuestion): OwnerQuestion[] =>
  Array.from({ length: 900 }, (_, at) => make(at));
const even = (at: number): number => (2 * at) % switches;

const questions = {
  "by route, capability rule": asked((at) => ({ route: ids[even(at) + 1] ?? "" })),
  "by route, canary": asked((at) => ({ route: ids[even(at)] ?? "", context: context(at) })),
  "by method and path, canary": asked((at) => ({
    method: "GET",
    path: `/api/v1/repository/acme/web/thing-${even(at)}/latest`,
    context: context(at),
  })),
} as const;

type Contender = {
  readonly what: string;
  /** Nanoseconds for one. */
  readonly measure: (count: number) => Promise<number>;
};

const withPeer = async (): Promise<Contender & { stop(): Promise<void> }> => {
  const peer = await unleash();
  return {
    what: `peer: ${peer.name}`,
    measure: async (count) => {
      const began = performance.now();
      await peer.ask(count);
      return ((performance.now() - began) * 1e6) / count;
    },
    stop: async () => peer.stop?.(),
  };
};

/** The best of the rounds in which the contenders take turns, each round about 100 ms. */
const measure = async (contenders: readonly Contender[]): Promise<ReadonlyMap<string, number>> => {
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    for (const { what, measure } of contenders) {
      const known = best.get(what) ?? (await measure(5000));
      const count = Math.max(1000, Math.round(1e8 / known));
      best.set(what, Math.min(known, await measure(count)));
    }
  }
  return best;
};

const contendersOf = (client: ClientDriver): Contender[] => [
  ...Object.entries(questions).map(([what, requests]) => ({
    what,
    measure: (count: number) => client.measure(requests, count),
  })),
  {
    what: "bare: one look-up, one hash",
    measure: (count) => client.baseline(questions["by route, canary"], count),
  },
];

/** Whole decisions of each client, counted for receipts and metrics, against a peer or the bare work. */
export const suite: Suite = {
  name: "clients",
  run: async () => {
    const plane = await startExamplePlane(exampleSource(snapshot).source);
    const rows: BenchRow[] = [];
    const goals: { says: string; holds: boolean }[] = [];
    for (const { name, missing, prepare } of languages()) {
      if (missing !== null) {
        rows.push({ client: name, what: missing });
        continue;
      }
      const client = startDriver(prepare());
      await client.start({
        url: plane.origin,
        program: "bench",
        environment: "staging",
        token: "secret",
        pollSeconds: [5, 15],
      });
      if (!(await client.wait(20))) throw new Error(`The ${name} client got no snapshot.`);
      const peer = name === "typescript" ? await withPeer() : null;
      const contenders = [...contendersOf(client), ...(peer === null ? [] : [peer])];
      const best = await measure(contenders);
      await client.kill();
      await peer?.stop();
      const of = (what: string): number => best.get(what) ?? Number.NaN;
      const bare = of("bare: one look-up, one hash");
      for (const { what } of contenders) {
        rows.push({
          client: name,
          what,
          "ns per decision": Math.round(of(what)),
          "decisions per second": Math.round(1e9 / of(what)),
          "times the bare work": (of(what) / bare).toFixed(1),
        });
      }
      const canary = of("by route, canary");
      if (peer !== null) {
        const times = of(peer.what) / canary;
        const says = `${name}, canary: at least 10 times unleash-client: ${times.toFixed(1)}`;
        goals.push({ says, holds: times >= 10 });
      }
    }
    await plane.close();
    return { name: "clients", rows, goals };
  },
};
