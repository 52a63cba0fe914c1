import type {
  Canary,
  LegacyState,
  Snapshot,
  SnapshotCapability,
  SnapshotRoute,
  SnapshotRule,
  SnapshotWorker,
} from "@/lib/domain/snapshot";
import type { Transaction } from "@/lib/server/db";
import { sql } from "@/lib/server/db";

export type Inventory = {
  readonly version: number;
  readonly routes: readonly SnapshotRoute[];
  readonly workers: readonly { readonly name: string; readonly capability: string | null }[];
};

/** By program id. The routes' objects stay the same ones while the inventory does, so that their canonical text is made once. */
const inventories = new Map<string, Inventory>();

const readInventory = async (
  tx: Transaction,
  programId: string,
  version: number,
): Promise<Inventory> => {
  const known = inventories.get(programId);
  if (known?.version === version) return known;
  const inventory = await loadInventory(tx, programId, version);
  inventories.set(programId, inventory);
  return inventory;
};

const loadInventory = async (
  tx: Transaction,
  programId: string,
  version: number,
): Promise<Inventory> => {
  const known = inventories.get(programId);
  const rows = await tx.$queryRaw<
    {
      kind: string;
      key: string;
      method: string | null;
      host: string | null;
      pattern: string | null;
      switchName: string | null;
      capability: string | null;
      family: string | null;
    }[]
  >(sql`
    SELECT i."kind", i."key", i."method", i."host", i."pattern", i."switchName",
           c."key" AS "capability", f."key" AS "family"
    FROM "Item" i
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    WHERE i."programId" = ${programId}::uuid AND i."kind" IN ('route', 'worker') AND i."isSwitchable"
    ORDER BY i."kind", i."key"`);
  const earlier = new Map(known?.routes.map((route) => [route.id, route]));
  return {
    version,
    routes: rows
      .filter((row) => row.kind === "route")
      .map((row) => {
        const route: SnapshotRoute = {
          id: row.key,
          method: row.method ?? "GET",
          host: row.host,
          pattern: row.pattern,
          capability: row.capability,
          family: row.family,
        };
        const before = earlier.get(row.key);
        return before && JSON.stringify(before) === JSON.stringify(route) ? before : route;
      }),
    workers: rows
      .filter((row) => row.kind === "worker")
      .map((row) => ({ name: row.switchName ?? row.key, capability: row.capability })),
  };
};

/** An environment's rules and a program's inventory, as one snapshot. */
export const assembleSnapshot = (
  { snapshot, routeRules, workerOf }: EnvironmentRules,
  inventory: Inventory,
): EnvironmentRules["snapshot"] => ({
  ...snapshot,
  routes: inventory.routes.map((route) => {
    const rule = routeRules.get(route.id);
    return rule ? { ...route, ...rule } : route;
  }),
  workers: Object.fromEntries(
    inventory.workers.map(({ name, capability }) => [name, workerOf(name, capability)]),
  ),
});

/** The inventory as a transaction has written it and not committed yet; it is not remembered. */
export const readUncommittedInventory = (tx: Transaction, programId: string): Promise<Inventory> =>
  loadInventory(tx, programId, Number.NaN);

type RuleRow = {
  level: string;
  key: string;
  owner: "legacy" | "target" | "off" | null;
  canary: unknown;
  sticky: string | null;
  legacyState: string | null;
  fence: number;
  handoff?: "legacy" | "target" | "off" | null;
};

const ruleOf = (
  row: RuleRow,
  words: { legacy: string; target: string },
): SnapshotRule | undefined => {
  if (row.owner === null) return undefined;
  const owner = row.owner === "off" ? "off" : words[row.owner];
  return {
    owner,
    ...(row.canary ? { canary: row.canary as Canary } : {}),
    ...(row.sticky === "creation" ? { sticky: "creation" } : {}),
  };
};

/** An environment's rules without its inventory: a snapshot that has no routes and workers yet. */
export type EnvironmentRules = {
  readonly snapshot: Snapshot & { readonly environmentId: string };
  /** By route key. */
  readonly routeRules: ReadonlyMap<string, SnapshotRule>;
  readonly workerOf: (name: string, capability: string | null) => SnapshotWorker;
};

export type EnvironmentRow = {
  readonly id: string;
  readonly key: string;
  readonly epoch: number;
  readonly version: number;
  readonly updatedAt: Date;
  readonly program: {
    readonly key: string;
    readonly legacyName: string;
    readonly targetName: string;
  };
  readonly rules: readonly RuleRow[];
  readonly forces: readonly {
    readonly scope: string;
    readonly key: string;
    readonly reason: string;
    readonly byName: string;
    readonly since: Date;
  }[];
};

/** What to read beside an environment for `rulesOf`. */
export const withRules = {
  program: true,
  rules: true,
  forces: { orderBy: { since: "asc" } },
} as const;

/** An environment's rules in the program's own words. */
export const rulesOf = (environment: EnvironmentRow): EnvironmentRules => {
  const { program } = environment;
  const words = { legacy: program.legacyName, target: program.targetName };
  const families: Record<string, SnapshotRule> = {};
  const capabilities: Record<string, SnapshotCapability> = {};
  const routeRules = new Map<string, SnapshotRule>();
  const workerRules = new Map<string, RuleRow>();
  let byDefault: SnapshotRule = { owner: words.legacy };
  for (const row of environment.rules) {
    const rule = ruleOf(row, words);
    if (row.level === "program" && rule) byDefault = rule;
    if (row.level === "family" && rule) families[row.key] = rule;
    if (row.level === "route" && rule) routeRules.set(row.key, rule);
    if (row.level === "worker") workerRules.set(row.key, row);
    if (row.level === "capability") {
      const legacy = row.legacyState as LegacyState | null;
      capabilities[row.key] = { ...rule, ...(legacy && legacy !== "hot" ? { legacy } : {}) };
    }
  }
  return {
    routeRules,
    workerOf: (name, capability) => {
      const row = workerRules.get(name);
      return {
        owner: (row && ruleOf(row, words)?.owner) ?? words.legacy,
        fence: row?.fence ?? 0,
        ...(capability ? { capability } : {}),
        ...(row?.owner === "off" && row.handoff && row.handoff !== "off"
          ? { handoff: words[row.handoff] }
          : {}),
      };
    },
    snapshot: {
      environmentId: environment.id,
      schema: "signalbox.snapshot/v1",
      program: program.key,
      environment: environment.key,
      epoch: environment.epoch,
      version: environment.version,
      updatedAt: environment.updatedAt.toISOString(),
      owners: words,
      force: environment.forces.map((force) => ({
        scope: force.scope as "program" | "family" | "capability",
        ...(force.key ? { key: force.key } : {}),
        reason: force.reason,
        by: force.byName,
        since: force.since.toISOString(),
      })),
      default: byDefault,
      families,
      capabilities,
      routes: [],
      workers: {},
    },
  };
};

/**
 * Reads an environment's snapshot as the database has it now; `null` when there is no such one.
 * Inside a transaction it is consistent with the environment row that the caller has locked; one
 * that has written to the inventory itself hands that in as `uncommitted`.
 */
export const readSnapshot = async (
  tx: Transaction,
  programKey: string,
  environmentKey: string,
  uncommitted?: Inventory,
): Promise<(Snapshot & { readonly environmentId: string }) | null> => {
  const environment = await tx.environment.findFirst({
    where: { key: environmentKey, program: { key: programKey } },
    include: withRules,
  });
  if (!environment) return null;
  const { program } = environment;
  const inventory = uncommitted ?? (await readInventory(tx, program.id, program.inventoryVersion));
  return assembleSnapshot(rulesOf(environment), inventory);
};
