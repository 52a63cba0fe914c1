import { init } from "@launchdarkly/node-server-sdk";
import { TestData } from "@launchdarkly/node-server-sdk/integrations";
import { FlagdCore } from "@openfeature/flagd-core";
import { InMemStorageProvider, Unleash } from "unleash-client";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { resolveOwner } from "@/lib/domain/resolve-owner";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Suite } from "./suite";

const switches = 450;
const rounds = 15;
// Everybody passes the constraint, so that every contender reads a list and hashes for the percentage.
const people = Array.from({ length: 1000 }, (_, at) => ({
  user: `user-${at}`,
  org: "acme",
}));
const keys = Array.from({ length: switches }, (_, at) => `ROUTE-${String(at).padStart(4, "0")}`);

/** Asks `count` times and says how often the target was the answer, so that nothing is left out. */
type Contender = {
  readonly name: string;
  readonly ask: (count: number) => number | Promise<number>;
  readonly stop?: () => void | Promise<void>;
};

// Questions are made beforehand and walked round without a remainder, for every contender alike:
// what is timed is the answer.
const questions = 4096;

const asked = <T>(make: (person: (typeof people)[number], key: string) => T): readonly T[] =>
  Array.from({ length: questions }, (_, index) =>
    make(people[index % people.length] as (typeof people)[number], keys[index % switches] ?? ""),
  );

const at = <T>(values: readonly T[], index: number): T => values[index & (questions - 1)] as T;

const keyOf = asked((_, key) => key);

const ours = (name: string, capability: Snapshot["capabilities"][string]): Contender => {
  const capabilities = Object.fromEntries(
    Array.from({ length: 45 }, (_, index) => [`c${index}`, capability]),
  );
  const index = indexSnapshot({
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
    capabilities,
    routes: keys.map((id, index) => ({
      id,
      method: "GET",
      host: null,
      pattern: `/${id}`,
      capability: `c${index % 45}`,
      family: "f",
    })),
    workers: {},
  } satisfies Snapshot);
  const requests = asked((context, route) => ({ route, context }));
  return {
    name,
    ask: (count) => {
      let met = 0;
      for (let question = 0; question < count; question++) {
        if (resolveOwner(index, at(requests, question)).owner === "go") met++;
      }
      return met;
    },
  };
};

/** 450 flags, each with one constraint and ten percent. */
export const unleash = async (): Promise<Contender> => {
  const client = new Unleash({
    appName: "bench",
    url: "http://127.0.0.1:9/",
    refreshInterval: 0,
    disableMetrics: true,
    disableAutoStart: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: {
      data: keys.map((name) => ({
        name,
        enabled: true,
        strategies: [
          {
            name: "flexibleRollout",
            parameters: { rollout: "10", stickiness: "userId", groupId: name },
            constraints: [
              { contextName: "org", operator: "IN", values: ["acme"], inverted: false },
            ],
          },
        ],
      })) as never,
    },
  });
  client.on("error", () => undefined);
  client.on("warn", () => undefined);
  const synchronized = new Promise<void>((resolve) => {
    client.once("synchronized", () => resolve());
  });
  await client.start();
  await synchronized;
  const contexts = asked(({ user, org }) => ({ userId: user, properties: { org } }));
  return {
    name: "unleash-client",
    ask: (count) => {
      let met = 0;
      for (let index = 0; index < count; index++) {
        if (client.isEnabled(at(keyOf, index), at(contexts, index))) met++;
      }
      return met;
    },
    stop: () => client.destroy(),
  };
};

const launchDarkly = async (): Promise<Contender> => {
  const flags = new TestData();
  for (const key of keys) {
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of a test source, no React hook.
    flags.usePreconfiguredFlag({
      key,
      version: 1,
      on: true,
      salt: key,
      variations: [true, false],
      fallthrough: { variation: 1 },
      offVariation: 1,
      rules: [
        {
          id: "acme",
          clauses: [{ contextKind: "user", attribute: "org", op: "in", values: ["acme"] }],
          rollout: {
            contextKind: "user",
            variations: [
              { variation: 0, weight: 10_000 },
              { variation: 1, weight: 90_000 },
            ],
          },
        },
      ],
    });
  }
  const client = init("sdk-key", {
    updateProcessor: flags.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
  });
  await client.waitForInitialization({ timeout: 10 });
  const contexts = asked(({ user, org }) => ({ kind: "user", key: user, org }));
  return {
    name: "LaunchDarkly Node SDK",
    ask: async (count) => {
      let met = 0;
      for (let index = 0; index < count; index++) {
        if (await client.variation(at(keyOf, index), at(contexts, index), false)) met++;
      }
      return met;
    },
    stop: () => client.close(),
  };
};

const flagd = (): Contender => {
  const core = new FlagdCore();
  const flags = Object.fromEntries(
    keys.map((key) => [
      key,
      {
        state: "ENABLED",
        variants: { on: true, off: false },
        defaultVariant: "off",
        targeting: {
          if: [
            { "==": [{ var: "org" }, "acme"] },
            {
              fractional: [
                { cat: [{ var: "$flagd.flagKey" }, { var: "user" }] },
                ["on", 10],
                ["off", 90],
              ],
            },
            "off",
          ],
        },
      },
    ]),
  );
  core.setConfigurations(JSON.stringify({ flags }));
  const contexts = asked((person) => ({ ...person, targetingKey: person.user }));
  return {
    name: "@openfeature/flagd-core",
    ask: (count) => {
      let met = 0;
      for (let index = 0; index < count; index++) {
        if (core.resolveBooleanEvaluation(at(keyOf, index), false, at(contexts, index)).value)
          met++;
      }
      return met;
    },
  };
};

/** Nanoseconds for one answer: the best of the rounds in which the contenders take turns. */
const measure = async (contenders: readonly Contender[]) => {
  const counts = new Map<Contender, number>();
  for (const contender of contenders) {
    // Warm, and find how many answers take about 150 ms.
    let count = 1000;
    for (;;) {
      const start = performance.now();
      const met = await contender.ask(count);
      if (met === 0) throw new Error(`${contender.name} never answers with the target.`);
      const taken = performance.now() - start;
      if (taken > 100) {
        counts.set(contender, Math.ceil((count * 150) / taken));
        break;
      }
      count *= 4;
    }
  }
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const contender of contenders) {
      const count = counts.get(contender) ?? 1000;
      const start = performance.now();
      await contender.ask(count);
      const taken = ((performance.now() - start) * 1e6) / count;
      times.set(contender.name, [...(times.get(contender.name) ?? []), taken]);
    }
  }
  return new Map([...times].map(([name, all]) => [name, Math.min(...all)]));
};

/** Decision by route id on 450 switches, against the flag libraries' ordinary targeted evaluation. */
export const suite: Suite = {
  name: "decision",
  run: async () => {
    const plain = ours("signalbox, capability rule", { owner: "go" });
    const canary = ours("signalbox, with a canary", {
      owner: "go",
      canary: { except: { orgs: ["bank"] }, percent: 1000, key: "user", salt: "bench" },
    });
    const peers = [await unleash(), await launchDarkly(), flagd()];
    const contenders = [plain, canary, ...peers];
    const nanoseconds = await measure(contenders);
    for (const { stop } of contenders) await stop?.();
    const of = ({ name }: Contender): number => nanoseconds.get(name) ?? Number.NaN;
    const fastest = Math.min(...peers.map(of));
    const times = (contender: Contender): number => fastest / of(contender);
    return {
      name: "decision",
      rows: contenders.map((contender) => ({
        who: contender.name,
        "ns per decision": Math.round(of(contender)),
        "decisions per second": Math.round(1e9 / of(contender)),
        "times the fastest peer": times(contender).toFixed(1),
      })),
      goals: [
        {
          says: `without canary at least 20 times the fastest peer: ${times(plain).toFixed(1)}`,
          holds: times(plain) >= 20,
        },
        {
          says: `with a canary at least 10 times the fastest peer: ${times(canary).toFixed(1)}`,
          holds: times(canary) >= 10,
        },
      ],
    };
  },
};
