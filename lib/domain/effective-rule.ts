import { cohortWords } from "@/lib/domain/cohort";
import type { DecidedBy, SnapshotIndex } from "@/lib/domain/resolve-owner";
import type { OwnerWord, SnapshotRule } from "@/lib/domain/snapshot";

/**
 * What decides a route by id, before anybody asks: the owner its rule names, the level, the rule
 * (absent under force and fallback) and the same in words, e.g. `go for orgs acme`.
 */
export const effectiveRule = (
  index: SnapshotIndex,
  route: string,
): { owner: OwnerWord; decidedBy: DecidedBy; rule?: SnapshotRule; says: string } => {
  const { base } = index.routes.get(route) ?? index.unknown;
  const { owner, decidedBy, rule } = base;
  const says = rule === undefined ? owner : cohortWords(rule, index.owners);
  return rule === undefined ? { owner, decidedBy, says } : { owner, decidedBy, rule, says };
};
