import { canaryFaults, saltedCanary } from "@/lib/domain/canary-edit";
import { ownRule } from "@/lib/domain/ownership";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import type {
  LegacyState,
  Snapshot,
  SnapshotCapability,
  SnapshotRoute,
  SnapshotRule,
  SnapshotWorker,
} from "@/lib/domain/snapshot";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

/** What one edit did to the rule at its level. `key` is `null` for the program. */
export type RuleChange =
  | {
      readonly level: "program" | "family" | "route";
      readonly key: string | null;
      readonly before: SnapshotRule | null;
      readonly after: SnapshotRule | null;
    }
  | {
      readonly level: "capability";
      readonly key: string;
      readonly before: SnapshotRule | null;
      readonly after: SnapshotRule | null;
      /** Where the change says it. */
      readonly legacy?: { readonly before: LegacyState; readonly after: LegacyState };
    }
  | {
      readonly level: "worker";
      readonly key: string;
      readonly before: SnapshotWorker;
      readonly after: SnapshotWorker;
    };

/** Families and capabilities that exist although no route or rule of the snapshot names them. */
export type KnownKeys = {
  readonly families?: Iterable<string>;
  readonly capabilities?: Iterable<string>;
};

type Board = {
  readonly snapshot: Snapshot;
  readonly routes: ReadonlyMap<string, SnapshotRoute>;
  readonly families: ReadonlySet<string>;
  readonly capabilities: ReadonlySet<string>;
};

const boardOf = (snapshot: Snapshot, known: KnownKeys): Board => {
  const families = new Set([...Object.keys(snapshot.families), ...(known.families ?? [])]);
  const capabilities = new Set([
    ...Object.keys(snapshot.capabilities),
    ...(known.capabilities ?? []),
  ]);
  const routes = new Map<string, SnapshotRoute>();
  for (const route of snapshot.routes) {
    routes.set(route.id, route);
    if (route.family !== null) families.add(route.family);
    if (route.capability !== null) capabilities.add(route.capability);
  }
  for (const { capability } of Object.values(snapshot.workers)) {
    if (capability !== undefined) capabilities.add(capability);
  }
  return { snapshot, routes, families, capabilities };
};

const isKnown = (board: Board, { level, key }: SwitchEdit): boolean => {
  if (level === "program") {
    return !key || key === board.snapshot.program;
  }
  if (typeof key !== "string") return false;
  if (level === "family") return board.families.has(key);
  if (level === "capability") return board.capabilities.has(key);
  if (level === "route") return board.routes.has(key);
  return Object.hasOwn(board.snapshot.workers, key);
};

const faultsOf = (board: Board, edit: SwitchEdit, field: string): Reason[] => {
  const { program, environment, owners } = board.snapshot;
  const { level, key, owner, canary } = edit;
  if (!isKnown(board, edit)) {
    const where = `${program} ${environment}`;
    const says =
      typeof key === "string"
        ? `There is no ${level} ${key} in ${where}.`
        : `Say which ${level} is meant.`;
    return [{ field: `${field}.key`, says }];
  }
  const faults: Reason[] = [];
  if (owner === "off" && level !== "worker") {
    faults.push({
      field: `${field}.owner`,
      says: `Only a worker can be off; for a ${level} say ${owners.legacy} or ${owners.target}.`,
    });
  } else if (owner === null && level === "worker") {
    faults.push({
      field: `${field}.owner`,
      says: `A worker always has an owner: say ${owners.legacy}, ${owners.target} or off.`,
    });
  } else if (
    owner !== null &&
    owner !== "off" &&
    owner !== owners.legacy &&
    owner !== owners.target
  ) {
    faults.push({
      field: `${field}.owner`,
      says: `${owner} is not an owner of ${program}: say ${owners.legacy}${level === "worker" ? "," : " or"} ${owners.target}${level === "worker" ? " or off" : ""}.`,
    });
  }
  if (canary !== undefined) {
    if (level === "worker") {
      faults.push({ field: `${field}.canary`, says: "A worker runs whole: it takes no canary." });
    } else if (owner !== owners.target) {
      faults.push({
        field: `${field}.canary`,
        says: `A canary says who meets ${owners.target}; with ${owner ?? "no rule"} there is nobody to choose.`,
      });
    } else faults.push(...canaryFaults(canary, `${field}.canary`));
  }
  if (edit.legacy !== undefined && level !== "capability") {
    faults.push({
      field: `${field}.legacy`,
      says: "Only a capability has a legacy state.",
    });
  }
  const { handoff } = edit;
  if (handoff !== undefined && (level !== "worker" || owner !== "off")) {
    faults.push({
      field: `${field}.handoff`,
      says: "Only a worker that is off can be on its way to somebody.",
    });
  } else if (handoff !== undefined && handoff !== owners.legacy && handoff !== owners.target) {
    faults.push({
      field: `${field}.handoff`,
      says: `${handoff} is not an owner of ${program}: say ${owners.legacy} or ${owners.target}.`,
    });
  }
  if (edit.sticky && (level === "worker" || owner === null)) {
    faults.push({ field: `${field}.sticky`, says: "Only a rule for routes can be sticky." });
  }
  return faults;
};

const faultsOfAll = (board: Board, edits: readonly SwitchEdit[]): Reason[] => {
  if (edits.length === 0) return [{ field: "rules", says: "This change holds no rule." }];
  const seen = new Map<string, number>();
  return edits.flatMap((edit, at) => {
    const field = `rules[${at}]`;
    const place = edit.level === "program" ? "program" : `${edit.level} ${edit.key}`;
    const earlier = seen.get(place);
    seen.set(place, at);
    const twice =
      earlier === undefined
        ? []
        : [{ field, says: `${place} is already set by rules[${earlier}]: keep one of the two.` }];
    return [...twice, ...faultsOf(board, edit, field)];
  });
};

const refuse = (faults: readonly Reason[]): void => {
  const [first] = faults;
  if (first === undefined) return;
  const message =
    faults.length === 1 ? first.says : `${first.says} ${faults.length - 1} more faults are listed.`;
  throw new Refusal("invalid", message, faults);
};

const editedRule = (edit: SwitchEdit, before: SnapshotRule | null, newSalt: string) => {
  if (edit.owner === null) return null;
  const sticky = edit.sticky === undefined ? before?.sticky : (edit.sticky ?? undefined);
  return {
    owner: edit.owner,
    ...(edit.canary === undefined
      ? {}
      : { canary: saltedCanary(edit.canary, before?.canary, newSalt) }),
    ...(sticky === undefined ? {} : { sticky }),
  } satisfies SnapshotRule;
};

const withoutRule = <T extends Partial<SnapshotRule>>(place: T): Omit<T, keyof SnapshotRule> => {
  const { owner: _owner, canary: _canary, sticky: _sticky, ...rest } = place;
  return rest;
};

/**
 * Puts edits onto a snapshot, all or none, and says per edit what stood before. Unchanged routes
 * keep their identity; epoch, version and time are the caller's to set. Refuses (`invalid`, with
 * the field of every fault): unknown keys and owners, the same place twice, `off` for anything but
 * a worker, a canary that is not on the target, names nobody or has no whole basis points.
 * An edit without effect is taken. switches.md, "Changing a switch".
 */
export const applyEdits = (
  snapshot: Snapshot,
  edits: readonly SwitchEdit[],
  newSalt: string,
  known: KnownKeys = {},
): { after: Snapshot; changes: readonly RuleChange[] } => {
  const board = boardOf(snapshot, known);
  refuse(faultsOfAll(board, edits));

  const families = new Map(Object.entries(snapshot.families));
  const capabilities = new Map(Object.entries(snapshot.capabilities));
  const workers = new Map(Object.entries(snapshot.workers));
  const routes = new Map<string, SnapshotRoute>();
  let byDefault = snapshot.default;

  const changes = edits.map((edit): RuleChange => {
    const { level } = edit;
    const key = edit.key ?? "";
    if (level === "worker") {
      const before = workers.get(key);
      if (before === undefined || edit.owner === null) throw new TypeError("checked above");
      const { handoff: _, ...was } = before;
      const isNewOwner = before.owner !== edit.owner;
      const after: SnapshotWorker = {
        ...was,
        ...(isNewOwner ? { owner: edit.owner, fence: before.fence + 1 } : {}),
        ...(edit.handoff === undefined ? {} : { handoff: edit.handoff }),
      };
      workers.set(key, after);
      return { level, key, before, after };
    }
    if (level === "program") {
      const before = byDefault;
      byDefault = editedRule(edit, before, newSalt) ?? { owner: snapshot.owners.legacy };
      return { level, key: null, before, after: byDefault };
    }
    if (level === "family") {
      const before = families.get(key) ?? null;
      const after = editedRule(edit, before, newSalt);
      if (after === null) families.delete(key);
      else families.set(key, after);
      return { level, key, before, after };
    }
    if (level === "capability") {
      const place = capabilities.get(key) ?? {};
      const before = ownRule(place);
      const after = editedRule(edit, before, newSalt);
      const was = place.legacy ?? "hot";
      const legacy = edit.legacy ?? was;
      const left: SnapshotCapability = { ...after, ...(legacy === "hot" ? {} : { legacy }) };
      if (Object.keys(left).length === 0) capabilities.delete(key);
      else capabilities.set(key, left);
      const state = edit.legacy === undefined ? {} : { legacy: { before: was, after: legacy } };
      return { level, key, before, after, ...state };
    }
    const route = board.routes.get(key);
    if (route === undefined) throw new TypeError("checked above");
    const before = ownRule(route);
    const after = editedRule(edit, before, newSalt);
    routes.set(key, { ...withoutRule(route), ...after });
    return { level, key, before, after };
  });

  const after: Snapshot = {
    ...snapshot,
    default: byDefault,
    families: Object.fromEntries(families),
    capabilities: Object.fromEntries(capabilities),
    workers: Object.fromEntries(workers),
    routes:
      routes.size === 0
        ? snapshot.routes
        : snapshot.routes.map((route) => routes.get(route.id) ?? route),
  };
  return { after, changes };
};
