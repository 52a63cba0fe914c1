import { type BucketPrefix, bucketOf } from "@/lib/domain/bucket";
import type { OwnerWord, SelectorKey, SnapshotRule } from "@/lib/domain/snapshot";

/** What decided, the strongest first. */
export type DecidedBy =
  | "local-force"
  | "force"
  | "route"
  | "capability"
  | "family"
  | "default"
  | "worker"
  | "fallback";

/** Who owns a request or a worker, and which rule of which version said so. */
export type Decision = {
  readonly owner: OwnerWord;
  readonly decidedBy: DecidedBy;
  /** The rule that decided; absent under force and fallback. */
  readonly rule?: SnapshotRule;
  readonly epoch: number;
  readonly version: number;
};

/** Who asks. `stamp` is the owner word that was stamped on a sticky resource when it was created. */
type DecisionContext = { readonly [key in SelectorKey]?: string | null } & {
  readonly stamp?: string | null;
};

export type OwnerRequest =
  | { readonly route: string; readonly context?: DecisionContext }
  | {
      readonly method: string;
      readonly path: string;
      readonly host?: string | null;
      readonly context?: DecisionContext;
    }
  | { readonly worker: string };

/** Finds the id of the route that a request meets, or `null`. See `compileRoutes`. */
export type RouteMatcher = {
  match(method: string, path: string, host?: string | null): string | null;
};

export type SelectorSets = {
  readonly orgs: ReadonlySet<string> | null;
  readonly repos: ReadonlySet<string> | null;
  readonly users: ReadonlySet<string> | null;
};

/** A canary made ready to be asked: sets instead of lists, the salt already hashed. */
export type CanaryTest = {
  readonly except: SelectorSets | null;
  readonly lists: SelectorSets | null;
  readonly percent: number;
  readonly key: SelectorKey | null;
  readonly prefix: BucketPrefix | null;
};

/** Everything that can be answered about one route or worker, built before the first request. */
export type PreparedOwner = {
  /** The answer where it hangs on nothing the request says. */
  readonly fixed: Decision | null;
  readonly canary: CanaryTest | null;
  readonly isSticky: boolean;
  /** The answer without a canary. */
  readonly base: Decision;
  readonly target: Decision;
  readonly legacy: Decision;
  readonly fallback: Decision;
  /** The answer under local force; `null` where force leaves it alone. */
  readonly localForced: Decision | null;
};

/** A snapshot made ready for decisions. Built by `indexSnapshot`. */
export type SnapshotIndex = {
  readonly epoch: number;
  readonly version: number;
  readonly owners: { readonly legacy: OwnerWord; readonly target: OwnerWord };
  /** Why nothing in the snapshot is believed, or `null`. */
  readonly unreadable: string | null;
  readonly routes: ReadonlyMap<string, PreparedOwner>;
  readonly workers: ReadonlyMap<string, PreparedOwner>;
  readonly matcher: RouteMatcher | null;
  /** The answer for what the snapshot does not know. */
  readonly unknown: PreparedOwner;
};

type Meeting = "met" | "unmet" | "unreadable";

const listed = (set: ReadonlySet<string> | null, value: unknown): Meeting => {
  if (set === null) return "unmet";
  if (typeof value === "string") return set.has(value) ? "met" : "unmet";
  return value === undefined || value === null ? "unmet" : "unreadable";
};

const listedAnywhere = (sets: SelectorSets, context: DecisionContext): Meeting => {
  const org = listed(sets.orgs, context.org);
  if (org !== "unmet") return org;
  const repo = listed(sets.repos, context.repo);
  return repo === "unmet" ? listed(sets.users, context.user) : repo;
};

const keyValue = (key: SelectorKey, context: DecisionContext): unknown => {
  if (key === "user") return context.user;
  if (key === "org") return context.org;
  return key === "repo" ? context.repo : context.targetingKey;
};

const decideByCanary = (
  owner: PreparedOwner,
  canary: CanaryTest,
  context: DecisionContext,
): Decision => {
  // What a context says is read only where the canary asks for it. What is then no text might have
  // named somebody in `except`, so it is not taken for an absent value.
  if (canary.except !== null) {
    const excepted = listedAnywhere(canary.except, context);
    if (excepted !== "unmet") return excepted === "met" ? owner.legacy : owner.fallback;
  }
  if (canary.lists !== null) {
    const chosen = listedAnywhere(canary.lists, context);
    if (chosen !== "unmet") return chosen === "met" ? owner.target : owner.fallback;
  }
  const { key, prefix } = canary;
  if (key === null || prefix === null) return owner.legacy;
  const value = keyValue(key, context);
  if (typeof value === "string") {
    return value.length > 0 && bucketOf(prefix, value) < canary.percent
      ? owner.target
      : owner.legacy;
  }
  return value === undefined || value === null ? owner.legacy : owner.fallback;
};

const decideInContext = (owner: PreparedOwner, context: DecisionContext | undefined): Decision => {
  const { canary } = owner;
  if (context === undefined || context === null) return canary === null ? owner.base : owner.legacy;
  if (typeof context !== "object") return owner.fallback;
  if (owner.isSticky && context.stamp !== undefined && context.stamp !== null) {
    if (context.stamp === owner.target.owner) return owner.target;
    if (context.stamp === owner.legacy.owner) return owner.legacy;
    return owner.fallback;
  }
  return canary === null ? owner.base : decideByCanary(owner, canary, context);
};

type Asked = {
  readonly route?: unknown;
  readonly worker?: unknown;
  readonly method?: unknown;
  readonly path?: unknown;
  readonly host?: string | null;
  readonly context?: DecisionContext;
};

const nothing: Asked = {};

const preparedFor = (index: SnapshotIndex, asked: Asked): PreparedOwner | undefined => {
  if (typeof asked.route === "string") return index.routes.get(asked.route);
  if (typeof asked.worker === "string") return index.workers.get(asked.worker);
  const { method, path } = asked;
  if (index.matcher === null || typeof method !== "string" || typeof path !== "string") {
    return undefined;
  }
  const route = index.matcher.match(method, path, asked.host);
  return route === null ? undefined : index.routes.get(route);
};

/**
 * Who owns a route, a request (method, path, host) or a worker under a snapshot, and why.
 * `localForce` is the switch on the machine itself. Never throws: whatever is unknown, missing or
 * malformed goes to the safe owner. The answer without a canary is a shared frozen object.
 * switches.md, "Owner resolution".
 */
export const resolveOwner = (
  index: SnapshotIndex,
  request: OwnerRequest,
  localForce = false,
): Decision => {
  const asked: Asked = typeof request === "object" && request !== null ? request : nothing;
  const owner = preparedFor(index, asked) ?? index.unknown;
  if (localForce && owner.localForced !== null) return owner.localForced;
  return owner.fixed ?? decideInContext(owner, asked.context);
};
