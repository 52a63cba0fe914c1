import type { EvaluatedFlag } from "@/lib/contract/ofrep";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import {
  type Decision,
  type OwnerRequest,
  type PreparedOwner,
  resolveOwner,
  type SelectorSets,
} from "@/lib/domain/resolve-owner";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";

type Context = Extract<OwnerRequest, { route: string }>["context"];
type Reason = EvaluatedFlag["reason"];
type Kind = "route" | "capability" | "worker";

/** A snapshot as flags: `route.<id>`, `capability.<key>`, `worker.<program>`. */
export type OfrepFlags = {
  readonly size: number;
  /** The flag for whoever asks; `null` when there is none of that key. */
  evaluate(key: string, context: Context, localForce: boolean): EvaluatedFlag | null;
  /** Every flag, in a steady order, as the JSON text of a list. */
  evaluateAll(context: Context, localForce: boolean): string;
};

const made = new WeakMap<Snapshot, OfrepFlags>();

/** No route's id begins so: what a capability decides is asked of rows of our own. */
const standIn = (capability: string, family: string | null): string =>
  `\u0000${JSON.stringify([capability, family])}`;

/** By capability, one row without a rule of its own for each family that the capability has routes in. */
const standInsOf = (snapshot: Snapshot): ReadonlyMap<string, readonly SnapshotRoute[]> => {
  const families = new Map<string, Set<string | null>>();
  for (const { capability, family } of snapshot.routes) {
    if (capability === null) continue;
    const known = families.get(capability) ?? new Set();
    families.set(capability, known.add(family));
  }
  for (const capability of Object.keys(snapshot.capabilities)) {
    if (!families.has(capability)) families.set(capability, new Set([null]));
  }
  return new Map(
    [...families].map(([capability, names]) => [
      capability,
      [...names].map((family) => ({
        id: standIn(capability, family),
        method: "GET",
        host: null,
        pattern: null,
        capability,
        family,
      })),
    ]),
  );
};

const isListed = (sets: SelectorSets | null, context: NonNullable<Context>): boolean =>
  sets !== null &&
  ((typeof context.org === "string" && sets.orgs?.has(context.org) === true) ||
    (typeof context.repo === "string" && sets.repos?.has(context.repo) === true) ||
    (typeof context.user === "string" && sets.users?.has(context.user) === true));

const reasonOf = (owner: PreparedOwner | undefined, decided: Decision, asked: Context): Reason => {
  if (decided.decidedBy === "force" || decided.decidedBy === "local-force") return "DISABLED";
  if (decided.decidedBy === "fallback") return "UNKNOWN";
  const context = asked ?? {};
  if (owner?.isSticky && typeof context.stamp === "string") return "TARGETING_MATCH";
  const canary = owner?.canary ?? null;
  if (canary === null) return "STATIC";
  if (isListed(canary.except, context) || isListed(canary.lists, context)) return "TARGETING_MATCH";
  const value = canary.key === null ? undefined : context[canary.key];
  return typeof value === "string" && value !== "" ? "SPLIT" : "DEFAULT";
};

const build = (snapshot: Snapshot): OfrepFlags => {
  const standIns = standInsOf(snapshot);
  const index = indexSnapshot({
    ...snapshot,
    routes: [...snapshot.routes, ...[...standIns.values()].flat()],
  });
  const answer = (key: string, decided: Decision, reason: Reason): EvaluatedFlag => ({
    key,
    value: decided.owner,
    reason,
    variant: decided.owner,
    metadata: {
      program: snapshot.program,
      environment: snapshot.environment,
      snapshotEpoch: index.epoch,
      snapshotVersion: index.version,
      decidedBy: decided.decidedBy,
    },
  });

  const ofRoute = (key: string, id: string, context: Context, isForced: boolean) => {
    const decided = resolveOwner(index, { route: id, context }, isForced);
    return answer(key, decided, reasonOf(index.routes.get(id), decided, context));
  };

  const ofCapability = (key: string, capability: string, context: Context, isForced: boolean) => {
    const answers = (standIns.get(capability) ?? []).map(({ id }) =>
      ofRoute(key, id, context, isForced),
    );
    const first = answers[0];
    if (first === undefined) return null;
    if (answers.every(({ value }) => value === first.value)) return first;
    // Its families go different ways, so it has no one owner: the safe one is answered.
    const { epoch, version, owners } = index;
    const isGone = snapshot.capabilities[capability]?.legacy === "gone";
    const owner = isGone ? owners.target : owners.legacy;
    return answer(key, { owner, decidedBy: "fallback", epoch, version }, "UNKNOWN");
  };

  const evaluateOne = (kind: Kind, name: string, context: Context, isForced: boolean) => {
    const key = `${kind}.${name}`;
    if (kind === "capability") return ofCapability(key, name, context, isForced);
    if (kind === "route") {
      return index.routes.has(name) && !name.startsWith("\u0000")
        ? ofRoute(key, name, context, isForced)
        : null;
    }
    if (!index.workers.has(name)) return null;
    const decided = resolveOwner(index, { worker: name }, isForced);
    return answer(key, decided, reasonOf(index.workers.get(name), decided, context));
  };

  const all: readonly (readonly [Kind, string])[] = [
    ...[...standIns.keys()].sort().map((name) => ["capability", name] as const),
    ...[...new Set(snapshot.routes.map(({ id }) => id))].map((name) => ["route", name] as const),
    ...[...index.workers.keys()].sort().map((name) => ["worker", name] as const),
  ];
  // Most flags hang on nothing that a request says: their text is written once a version.
  const texts: (string | undefined)[] = [];
  const isSettled = ([kind, name]: readonly [Kind, string]): boolean =>
    kind === "worker" ||
    (kind === "route"
      ? index.routes.get(name)?.fixed !== null
      : (standIns.get(name) ?? []).every(({ id }) => index.routes.get(id)?.fixed !== null));

  return {
    size: all.length,
    evaluate: (key, context, isForced) => {
      const dot = key.indexOf(".");
      const kind = key.slice(0, Math.max(dot, 0));
      return kind === "route" || kind === "capability" || kind === "worker"
        ? evaluateOne(kind, key.slice(dot + 1), context, isForced)
        : null;
    },
    evaluateAll: (context, isForced) => {
      const flags = all.map((flag, at) => {
        const known = isForced ? undefined : texts[at];
        if (known !== undefined) return known;
        const text = JSON.stringify(evaluateOne(flag[0], flag[1], context, isForced));
        if (!isForced && isSettled(flag)) texts[at] = text;
        return text;
      });
      return `[${flags.join(",")}]`;
    },
  };
};

/** Reads a snapshot as OpenFeature flags; made once a snapshot. switches.md, "OFREP". */
export const ofrepFlags = (snapshot: Snapshot): OfrepFlags => {
  const flags = made.get(snapshot) ?? build(snapshot);
  made.set(snapshot, flags);
  return flags;
};
