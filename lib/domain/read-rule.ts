import { bucketPrefix } from "@/lib/domain/bucket";
import type { CanaryTest, SelectorSets } from "@/lib/domain/resolve-owner";
import type { Canary, OwnerWord, SelectorKey, SnapshotRule } from "@/lib/domain/snapshot";

/** What stands in the place of a rule: nothing, a rule, or something that must not decide. */
export type RuleReading =
  | { readonly kind: "none" }
  | { readonly kind: "damaged" }
  | { readonly kind: "rule"; readonly rule: SnapshotRule; readonly canary: CanaryTest | null };

type Members = Readonly<Record<string, unknown>>;

const none: RuleReading = { kind: "none" };
// One object each: readers share what they prepared by the identity of the reading.
const damaged = (): RuleReading => ({ kind: "damaged" });

const selectorKeys = new Set<unknown>(["user", "org", "repo", "targetingKey"]);
const isSelectorKey = (value: unknown): value is SelectorKey => selectorKeys.has(value);

const levelMembers = new Set(["owner", "canary", "sticky", "legacy"]);
const routeMembers = new Set([
  ...levelMembers,
  "id",
  "method",
  "host",
  "pattern",
  "capability",
  "family",
]);
const legacyStates = new Set<unknown>([undefined, "hot", "cold", "lossy", "gone"]);
const canaryMembers = new Set(["except", "orgs", "repos", "users", "percent", "key", "salt"]);
const exceptMembers = new Set(["orgs", "repos", "users"]);

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const hasOnly = (members: Members, known: ReadonlySet<string>): boolean => {
  for (const name in members) if (!known.has(name)) return false;
  return true;
};

/** `null` where there is no list, `undefined` where it cannot be read. */
const readList = (value: unknown): ReadonlySet<string> | null | undefined => {
  if (value === undefined) return null;
  if (!Array.isArray(value)) return undefined;
  return value.every((entry) => typeof entry === "string") ? new Set<string>(value) : undefined;
};

const readLists = (members: Members): SelectorSets | null | undefined => {
  const orgs = readList(members.orgs);
  const repos = readList(members.repos);
  const users = readList(members.users);
  if (orgs === undefined || repos === undefined || users === undefined) return undefined;
  return orgs === null && repos === null && users === null ? null : { orgs, repos, users };
};

const readCanary = (canary: unknown): CanaryTest | null => {
  if (!isMembers(canary) || !hasOnly(canary, canaryMembers)) return null;
  const { except, percent, key, salt } = canary;
  if (except !== undefined && (!isMembers(except) || !hasOnly(except, exceptMembers))) return null;
  const lists = readLists(canary);
  const exceptLists = isMembers(except) ? readLists(except) : null;
  if (lists === undefined || exceptLists === undefined) return null;
  if (key !== undefined && !isSelectorKey(key)) return null;
  if (salt !== undefined && typeof salt !== "string") return null;
  if (percent === undefined) {
    return { except: exceptLists, lists, percent: 0, key: null, prefix: null };
  }
  if (typeof percent !== "number" || !Number.isInteger(percent)) return null;
  if (percent < 0 || percent > 10_000 || key === undefined || salt === undefined) return null;
  return { except: exceptLists, lists, percent, key, prefix: bucketPrefix(salt) };
};

/**
 * Reads a rule out of something that should hold one: a level's rule, or a route row with its own.
 * Owners other than the program's two words, `off`, a canary on legacy, and members not known here
 * make it damaged.
 */
export const readRule = (
  value: unknown,
  words: { readonly legacy: OwnerWord; readonly target: OwnerWord },
  place: "level" | "route",
): RuleReading => {
  if (!isMembers(value)) return damaged();
  if (!hasOnly(value, place === "route" ? routeMembers : levelMembers)) return damaged();
  const { owner, canary, sticky, legacy } = value;
  if (!legacyStates.has(legacy)) return damaged();
  if (owner === undefined) {
    return canary === undefined && sticky === undefined ? none : damaged();
  }
  if (owner !== words.legacy && owner !== words.target) return damaged();
  if (sticky !== undefined && sticky !== "creation") return damaged();
  const own: SnapshotRule = sticky === undefined ? { owner } : { owner, sticky };
  if (canary === undefined) return { kind: "rule", rule: own, canary: null };
  const test = owner === words.target ? readCanary(canary) : null;
  if (test === null) return damaged();
  // Every member of the canary has just been read.
  return { kind: "rule", rule: { ...own, canary: canary as Canary }, canary: test };
};
