import { type BucketPrefix, bucketOf } from "@/lib/domain/bucket";
import type { OwnerWord, SelectorKey, SnapshotRule } from "@/lib/domain/snapshot";

export const decidingLevels = [
  "local-force",
  "force",
  "route",
  "capability",
  "family",
  "default",
  "worker",
  "fallback",
] as const;
export type DecidedBy = (typeof decidingLevels)[number];

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
export type DecisionContext = { readonly [key in SelectorKey]?: string | null } & {
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

const isListed = (sets: SelectorSets, context: DecisionContext): boolean =>
  (sets.orgs !== null && typeof context.org === "string" && sets.orgs.has(context.org)) ||
  (sets.repos !== null && typeof context.repo === "string" && sets.repos.has(context.repo)) ||
  (sets.users !== null && typeof context.user === "string" && sets.users.has(context.user));

const meetsCanary = (canary: CanaryTest, context: DecisionContext): boolean => {
  if (canary.except !== null && isListed(canary.except, context)) return false;
  if (canary.lists !== null && isListed(canary.lists, context)) return true;
  if (canary.key === null || canary.prefix === null || canary.percent === 0) return false;
  const value = context[canary.key];
  if (typeof value !== "string" || value === "") return false;
  return bucketOf(canary.prefix, value) < canary.percent;
};

const isText = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === "string";

const decideInContext = (owner: PreparedOwner, context: DecisionContext | undefined): Decision => {
  if (context === undefined || context === null) {
    return owner.canary === null ? owner.base : owner.legacy;
  }
  // A context that cannot be read might name somebody in `except`: the safe owner takes it.
  if (
    typeof context !== "object" ||
    !isText(context.org) ||
    !isText(context.user) ||
    !isText(context.repo) ||
    !isText(context.targetingKey)
  ) {
    return owner.fallback;
  }
  if (owner.isSticky && context.stamp !== undefined && context.stamp !== null) {
    if (context.stamp === owner.target.owner) return owner.target;
    if (context.stamp === owner.legacy.owner) return owner.legacy;
    return owner.fallback;
  }
  if (owner.canary === null) return owner.base;
  return meetsCanary(owner.canary, context) ? owner.target : owner.legacy;
};

const preparedFor = (index: SnapshotIndex, request: OwnerRequest): PreparedOwner | undefined => {
  if ("route" in request) return index.routes.get(request.route);
  if ("worker" in request) return index.workers.get(request.worker);
  if (index.matcher === null) return undefined;
  if (typeof request.method !== "string" || typeof request.path !== "string") return undefined;
  const route = index.matcher.match(request.method, request.path, request.host);
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
  const owner =
    typeof request === "object" && request !== null
      ? (preparedFor(index, request) ?? index.unknown)
      : index.unknown;
  if (localForce && owner.localForced !== null) return owner.localForced;
  if (owner.fixed !== null) return owner.fixed;
  return decideInContext(owner, "context" in request ? request.context : undefined);
};
