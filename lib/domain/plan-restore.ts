import { canonicalJson } from "@/lib/domain/canonical-json";
import { ownRule } from "@/lib/domain/ownership";
import type { Snapshot, SnapshotCapability, SnapshotRule } from "@/lib/domain/snapshot";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

export type PlannedRestore = {
  /** What leads from now to then; empty where the rules are as they were. */
  readonly edits: readonly SwitchEdit[];
  /** Rules of then that cannot come back, in words: their route or worker is no longer there. */
  readonly left: readonly string[];
};

type RuleLevel = "family" | "capability" | "route";

const same = (one: unknown, other: unknown): boolean =>
  one === other || canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** An edit that makes a rule what it was, to the salt. */
const editOf = (level: RuleLevel | "program", key: string | null, rule: SnapshotRule | null) =>
  ({
    level,
    ...(key === null ? {} : { key }),
    owner: rule?.owner ?? null,
    ...(rule?.canary ? { canary: rule.canary } : {}),
    ...(rule === null ? {} : { sticky: rule.sticky ?? null }),
  }) satisfies SwitchEdit;

const keysOf = (one: object, other: object): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

const capabilityEdit = (
  key: string,
  now: SnapshotCapability | undefined,
  then: SnapshotCapability | undefined,
): SwitchEdit => {
  const edit = editOf("capability", key, ownRule(then ?? {}));
  const [is, was] = [now?.legacy ?? "hot", then?.legacy ?? "hot"];
  return is === was ? edit : { ...edit, legacy: was };
};

/**
 * What makes an environment's rules those of an earlier snapshot of it again: one change, classified
 * and checked like any other. Forces are not rules and stay as they are; so do a worker's fence and
 * the inventory. Percentages get the salt of then, so that everybody is where they were. Linear in routes.
 */
export const planRestore = (now: Snapshot, then: Snapshot): PlannedRestore => {
  const edits: SwitchEdit[] = [];
  const left: string[] = [];
  if (!same(now.default, then.default)) edits.push(editOf("program", null, then.default));
  for (const key of keysOf(now.families, then.families)) {
    const was = then.families[key] ?? null;
    if (!same(now.families[key], was)) edits.push(editOf("family", key, was));
  }
  for (const key of keysOf(now.capabilities, then.capabilities)) {
    if (same(now.capabilities[key], then.capabilities[key])) continue;
    edits.push(capabilityEdit(key, now.capabilities[key], then.capabilities[key]));
  }
  const earlier = new Map(then.routes.map((route) => [route.id, ownRule(route)]));
  for (const route of now.routes) {
    const was = earlier.get(route.id) ?? null;
    // A route that came later keeps what it has: nothing was said of it then.
    const isNew = !earlier.delete(route.id);
    if (!isNew && !same(ownRule(route), was)) edits.push(editOf("route", route.id, was));
  }
  for (const [id, rule] of earlier) {
    if (rule !== null)
      left.push(`The rule of ${id} (${rule.owner}) stays away: the route is gone.`);
  }
  for (const [key, was] of Object.entries(then.workers)) {
    const is = now.workers[key];
    if (is === undefined) {
      if (was.owner !== then.owners.legacy) left.push(`The worker ${key} is gone.`);
    } else if (is.owner !== was.owner) edits.push({ level: "worker", key, owner: was.owner });
  }
  return { edits, left };
};
