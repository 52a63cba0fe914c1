import type { RowOwner } from "@/lib/contract/matrix";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { type Ownership, ownershipReader } from "@/lib/domain/ownership";
import type { Database } from "@/lib/server/db";
import { routeRowOwner, workerRowOwner } from "@/lib/server/inventory/item-owners";
import { rulesOf, withRules } from "@/lib/server/switches/snapshot";

/** What an owner hangs on. `key` is that of the row itself; it may be left out where the row has no rule of its own. */
type Owned = {
  readonly kind: "route" | "worker";
  readonly key: string | null;
  readonly worker: string | null;
  readonly capability: string | null;
  readonly family: string | null;
  readonly isSwitchable: boolean;
};

/** An environment as the matrix shows it. */
export type MatrixEnvironment = {
  readonly key: string;
  readonly name: string;
  readonly isProtected: boolean;
  readonly version: number;
  /** `null` for a row that nobody owns because it is not switchable. */
  readonly ownerOf: (row: Owned) => RowOwner | null;
};

/** The environments of a program in their order, with the keys of routes that carry a rule in any of them. */
export const readMatrixEnvironments = async (
  db: Database,
  programId: string,
): Promise<{ environments: MatrixEnvironment[]; ownKeys: Set<string> }> => {
  const rows = await db.environment.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    include: withRules,
  });
  const ownKeys = new Set<string>();
  const environments = rows.map((row): MatrixEnvironment => {
    const { snapshot, routeRules, workerOf } = rulesOf(row);
    const ownershipOf = ownershipReader(snapshot);
    const runnerOf = workerOwnerReader(snapshot);
    for (const key of routeRules.keys()) ownKeys.add(key);
    // Many rows are decided by one rule: they get one object.
    const shown = new Map<Ownership, RowOwner>();
    const routeOwner = (ownership: Ownership): RowOwner => {
      const known = shown.get(ownership) ?? routeRowOwner(ownership, snapshot.owners);
      shown.set(ownership, known);
      return known;
    };
    const ownerOf = ({ kind, key, worker, capability, family, isSwitchable }: Owned) => {
      if (!isSwitchable) return null;
      if (kind === "worker") {
        return workerRowOwner(runnerOf(workerOf(worker ?? "", capability)), snapshot.owners);
      }
      const rule = key === null ? undefined : routeRules.get(key);
      const route = { id: key ?? "", method: "", host: null, pattern: null, capability, family };
      return routeOwner(ownershipOf(rule ? { ...route, ...rule } : route));
    };
    return {
      key: row.key,
      name: row.name,
      isProtected: row.isProtected,
      version: row.version,
      ownerOf,
    };
  });
  return { environments, ownKeys };
};
