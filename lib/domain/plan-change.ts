import { applyEdits, type KnownKeys, type RuleChange } from "@/lib/domain/apply-edits";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { classifyEffect, type Effect } from "@/lib/domain/classify-effect";
import { type Ownership, ownershipReader } from "@/lib/domain/ownership";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";
import type { SwitchEdit, SwitchLevel } from "@/lib/domain/switch-edit";

/** Routes in an edit's scope that it does not decide, because something nearer to them does. */
export type Masked = {
  /** Which edit, counted from 0. */
  readonly edit: number;
  readonly by: "force" | "route" | "capability" | "family";
  readonly key: string | null;
  /** What they keep: `go for orgs acme`. */
  readonly says: string;
  readonly isOnTarget: boolean;
  readonly routes: readonly string[];
};

export type PlannedChange = Effect & {
  /** The snapshot after the change; epoch, version and `updatedAt` are still those of before. */
  readonly after: Snapshot;
  /** Per edit, in order: the rule before and after. */
  readonly changes: readonly RuleChange[];
  readonly masked: readonly Masked[];
  /** After a rollback: what beneath it stays on the target all the same. */
  readonly staysOnTarget: readonly Masked[];
  /** Some edit names the target; without effect it is refused, while a repeated rollback succeeds. */
  readonly asksForTarget: boolean;
};

const depths = {
  "local-force": 5,
  force: 4,
  route: 3,
  worker: 3,
  capability: 2,
  family: 1,
  default: 0,
  program: 0,
  fallback: 0,
} as const;

const editsByPlace = (edits: readonly SwitchEdit[]) => {
  const places = new Map(
    edits.map(({ level, key }, at) => [level === "program" ? level : `${level} ${key}`, at]),
  );
  return (route: SnapshotRoute): number[] =>
    ["program", `family ${route.family}`, `capability ${route.capability}`, `route ${route.id}`]
      .map((place) => places.get(place))
      .filter((at) => at !== undefined);
};

const isMask = (by: Ownership["decidedBy"]): by is Masked["by"] =>
  by === "force" || by === "route" || by === "capability" || by === "family";

const maskedBy = (after: Snapshot, edits: readonly SwitchEdit[]): Masked[] => {
  const editsOn = editsByPlace(edits);
  const ownershipIn = ownershipReader(after);
  const groups = new Map<string, Omit<Masked, "routes"> & { routes: string[] }>();
  for (const route of after.routes) {
    const decided = ownershipIn(route);
    for (const edit of editsOn(route)) {
      const level: SwitchLevel = edits[edit]?.level ?? "program";
      const by = decided.decidedBy;
      if (!isMask(by) || depths[by] <= depths[level]) continue;
      const name = `${edit} ${by} ${decided.key}`;
      const group = groups.get(name) ?? {
        edit,
        by,
        key: decided.key,
        says: decided.says,
        isOnTarget: decided.cohort !== "none",
        routes: [],
      };
      group.routes.push(route.id);
      groups.set(name, group);
    }
  }
  return [...groups.values()];
};

const isSame = (change: RuleChange): boolean =>
  canonicalJson(change.before) === canonicalJson(change.after) &&
  (change.level !== "capability" || change.legacy?.before === change.legacy?.after);

/**
 * Plans a change of switch rules: what the snapshot becomes, which routes and workers change owner,
 * what masks it, and whether it is a flip or a rollback by its effect. `kind` is `none` only when
 * no rule differs. Rules are compared with and without force: what waits beneath a force for the
 * target is a flip already. `newSalt` is used for percentages that have no salt yet, so that what
 * flips together shares one. Refuses as `applyEdits` does.
 */
export const planChange = (
  snapshot: Snapshot,
  edits: readonly SwitchEdit[],
  newSalt: string,
  known: KnownKeys = {},
): PlannedChange => {
  const { after, changes } = applyEdits(snapshot, edits, newSalt, known);
  const effect = classifyEffect(snapshot, after);
  const beneath =
    snapshot.force.length === 0 ? effect : classifyEffect(snapshot, after, { underForce: false });
  // Where legacy is gone the target is the safe owner: saying so is a step towards it.
  const isGone = changes.some(
    (change) =>
      change.level === "capability" &&
      change.legacy?.after === "gone" &&
      change.legacy.before !== "gone",
  );
  const isFlip = effect.kind === "flip" || beneath.kind === "flip" || isGone;
  const masked = maskedBy(after, edits);
  const { target } = snapshot.owners;
  return {
    ...effect,
    kind: isFlip ? "flip" : changes.every(isSame) ? "none" : "rollback",
    after,
    changes,
    masked,
    staysOnTarget: masked.filter(
      ({ edit, isOnTarget }) => isOnTarget && edits[edit]?.owner !== target,
    ),
    asksForTarget: edits.some(({ owner }) => owner === target),
  };
};
