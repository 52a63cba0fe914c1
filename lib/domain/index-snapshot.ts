import { type RuleReading, readRule } from "@/lib/domain/read-rule";
import type {
  DecidedBy,
  Decision,
  PreparedOwner,
  RouteMatcher,
  SnapshotIndex,
} from "@/lib/domain/resolve-owner";
import type { OwnerWord, SnapshotRule } from "@/lib/domain/snapshot";

type Members = Readonly<Record<string, unknown>>;
type Words = { readonly legacy: OwnerWord; readonly target: OwnerWord };

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

const wordsOf = (owners: unknown): Words | null => {
  if (!isMembers(owners)) return null;
  const { legacy, target } = owners;
  if (typeof legacy !== "string" || typeof target !== "string") return null;
  if (legacy === "" || target === "" || legacy === target) return null;
  return legacy === "off" || target === "off" ? null : { legacy, target };
};

/** Why a snapshot as a whole cannot be believed, or `null`. */
const unreadableBecause = (snapshot: Members): string | null => {
  if (snapshot.schema !== "signalbox.snapshot/v1") return "its schema is not known here";
  if (!isCount(snapshot.epoch) || !isCount(snapshot.version)) return "it has no epoch or version";
  if (wordsOf(snapshot.owners) === null) return "it does not name two owners";
  if (!Array.isArray(snapshot.force)) return "its force is not a list";
  if (!Array.isArray(snapshot.routes)) return "its routes are not a list";
  for (const part of ["default", "families", "capabilities", "workers"]) {
    if (!isMembers(snapshot[part])) return `its ${part} cannot be read`;
  }
  return null;
};

type Force = { isProgram: boolean; families: Set<string>; capabilities: Set<string> };

const forceOf = (entries: readonly unknown[]): Force => {
  const force: Force = { isProgram: false, families: new Set(), capabilities: new Set() };
  for (const entry of entries) {
    const scope = isMembers(entry) ? entry.scope : null;
    const key = isMembers(entry) ? entry.key : null;
    if (scope === "family" && typeof key === "string") force.families.add(key);
    else if (scope === "capability" && typeof key === "string") force.capabilities.add(key);
    // Somebody pulled the emergency control; where it cannot be read, it counts for everything.
    else force.isProgram = true;
  }
  return force;
};

type Preparing = {
  readonly words: Words;
  readonly epoch: number;
  readonly version: number;
};

const decision = (
  { epoch, version }: Preparing,
  owner: OwnerWord,
  decidedBy: DecidedBy,
  rule?: SnapshotRule,
): Decision =>
  Object.freeze(
    rule === undefined
      ? { owner, decidedBy, epoch, version }
      : { owner, decidedBy, rule, epoch, version },
  );

const constant = (
  preparing: Preparing,
  fixed: Decision,
  isForceable: boolean,
  fallback: Decision = fixed,
): PreparedOwner => ({
  fixed,
  canary: null,
  isSticky: false,
  base: fixed,
  target: fixed,
  legacy: fixed,
  fallback,
  localForced: isForceable ? decision(preparing, preparing.words.legacy, "local-force") : null,
});

const prepared = (
  preparing: Preparing,
  decidedBy: DecidedBy,
  reading: RuleReading,
  isGone: boolean,
): PreparedOwner => {
  const { words } = preparing;
  const safe = isGone ? words.target : words.legacy;
  if (reading.kind !== "rule") {
    return constant(preparing, decision(preparing, safe, "fallback"), !isGone);
  }
  const { rule } = reading;
  const { canary } = reading;
  const base = decision(preparing, rule.owner, decidedBy, rule);
  return {
    fixed: canary === null && rule.sticky === undefined ? base : null,
    canary,
    isSticky: rule.sticky !== undefined,
    base,
    target: decision(preparing, words.target, decidedBy, rule),
    legacy: decision(preparing, words.legacy, decidedBy, rule),
    fallback: decision(preparing, safe, "fallback"),
    localForced: isGone ? null : decision(preparing, words.legacy, "local-force"),
  };
};

const readRules = (rules: Members, words: Words): ReadonlyMap<string, RuleReading> =>
  new Map(Object.entries(rules).map(([key, value]) => [key, readRule(value, words, "level")]));

const isName = (value: unknown): value is string | null =>
  value === null || (typeof value === "string" && value !== "");

const prepareRoutes = (
  preparing: Preparing,
  snapshot: Members,
  force: Force,
  gone: ReadonlySet<string>,
): Map<string, PreparedOwner> => {
  const { words } = preparing;
  const capabilities = readRules(snapshot.capabilities as Members, words);
  const families = readRules(snapshot.families as Members, words);
  const fallback = readRule(snapshot.default, words, "level");
  const forced = constant(preparing, decision(preparing, words.legacy, "force"), true);
  const damaged = constant(preparing, decision(preparing, words.legacy, "fallback"), true);
  // Routes that one rule decides share one prepared answer: 50,000 routes cost 50,000 map entries.
  const shared = new Map<RuleReading, PreparedOwner>();
  const sharedGone = new Map<RuleReading, PreparedOwner>();
  const share = (decidedBy: DecidedBy, reading: RuleReading, isGone: boolean): PreparedOwner => {
    const among = isGone ? sharedGone : shared;
    const known = among.get(reading) ?? prepared(preparing, decidedBy, reading, isGone);
    among.set(reading, known);
    return known;
  };
  const ownerOf = (route: Members): PreparedOwner => {
    const { capability, family, legacy } = route;
    if (!isName(capability) || !isName(family)) return force.isProgram ? forced : damaged;
    const isGone = legacy === "gone" || (capability !== null && gone.has(capability));
    const isForced =
      force.isProgram ||
      (capability !== null && force.capabilities.has(capability)) ||
      (family !== null && force.families.has(family));
    if (isForced && !isGone) return forced;
    const own = readRule(route, words, "route");
    if (own.kind !== "none") return prepared(preparing, "route", own, isGone);
    const ofCapability = capability === null ? undefined : capabilities.get(capability);
    if (ofCapability !== undefined && ofCapability.kind !== "none") {
      return share("capability", ofCapability, isGone);
    }
    const ofFamily = family === null ? undefined : families.get(family);
    if (ofFamily !== undefined && ofFamily.kind !== "none")
      return share("family", ofFamily, isGone);
    return share("default", fallback, isGone);
  };
  const owners = new Map<string, PreparedOwner>();
  for (const route of snapshot.routes as readonly unknown[]) {
    if (!isMembers(route) || typeof route.id !== "string") continue;
    // Two rows under one id contradict each other.
    const isTwice = owners.has(route.id);
    owners.set(route.id, isTwice ? (force.isProgram ? forced : damaged) : ownerOf(route));
  }
  return owners;
};

const prepareWorkers = (
  preparing: Preparing,
  snapshot: Members,
  force: Force,
  gone: ReadonlySet<string>,
): Map<string, PreparedOwner> => {
  const { words } = preparing;
  const ownerOf = (worker: unknown): PreparedOwner => {
    const capability = isMembers(worker) ? worker.capability : undefined;
    const isGone = typeof capability === "string" && gone.has(capability);
    const isForced =
      !isGone &&
      (force.isProgram || (typeof capability === "string" && force.capabilities.has(capability)));
    const owner = isMembers(worker) ? worker.owner : null;
    const handoff = isMembers(worker) ? worker.handoff : undefined;
    // Force does not start what somebody stopped on purpose, and damage starts nothing.
    if (owner === "off") {
      const isOnItsWay = handoff === words.legacy || handoff === words.target;
      if (isOnItsWay && isForced) {
        return constant(preparing, decision(preparing, words.legacy, "force"), true);
      }
      const off = decision(preparing, "off", "worker", { owner });
      return constant(preparing, off, isOnItsWay && !isGone);
    }
    if (isForced) return constant(preparing, decision(preparing, words.legacy, "force"), true);
    const isWell =
      isMembers(worker) &&
      isCount(worker.fence) &&
      (capability === undefined || typeof capability === "string") &&
      (owner === words.legacy || owner === words.target);
    const fallback = decision(preparing, isGone ? words.target : words.legacy, "fallback");
    if (!isWell || typeof owner !== "string") return constant(preparing, fallback, !isGone);
    return constant(preparing, decision(preparing, owner, "worker", { owner }), !isGone, fallback);
  };
  return new Map(
    Object.entries(snapshot.workers as Members).map(([name, worker]) => [name, ownerOf(worker)]),
  );
};

/**
 * Makes a snapshot ready for `resolveOwner`: one look-up a decision, nothing parsed and nothing
 * allocated afterwards. Takes anything: what cannot be read is answered by the safe owner
 * (a rule that is damaged, or carries members not known here, does not decide for the target).
 * `matcher` (from `compileRoutes`) is needed for requests by method and path.
 */
export const indexSnapshot = (snapshot: unknown, matcher?: RouteMatcher): SnapshotIndex => {
  const members = isMembers(snapshot) ? snapshot : {};
  const unreadable = unreadableBecause(members);
  const words = wordsOf(members.owners) ?? { legacy: "legacy", target: "target" };
  const preparing: Preparing = {
    words,
    epoch: isCount(members.epoch) ? members.epoch : 0,
    version: isCount(members.version) ? members.version : 0,
  };
  const isWell = unreadable === null;
  const force = forceOf(isWell ? (members.force as readonly unknown[]) : []);
  const gone = new Set<string>();
  if (isWell) {
    for (const [key, value] of Object.entries(members.capabilities as Members)) {
      if (isMembers(value) && value.legacy === "gone") gone.add(key);
    }
  }
  return {
    epoch: preparing.epoch,
    version: preparing.version,
    owners: words,
    unreadable,
    routes: isWell ? prepareRoutes(preparing, members, force, gone) : new Map(),
    workers: isWell ? prepareWorkers(preparing, members, force, gone) : new Map(),
    matcher: matcher ?? null,
    unknown: constant(
      preparing,
      decision(preparing, words.legacy, force.isProgram ? "force" : "fallback"),
      true,
    ),
  };
};
