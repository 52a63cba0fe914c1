import type { MatrixFilter } from "@/lib/contract/matrix";
import type { Database } from "@/lib/server/db";
import { type OwnedUnit, sift } from "@/lib/server/matrix/matrix-filter";
import { readMatrixInventory } from "@/lib/server/matrix/matrix-inventory";
import { readMatrixEnvironments } from "@/lib/server/matrix/matrix-owners";
import { unitsOf } from "@/lib/server/matrix/matrix-units";

/** The units of a program with their owners, and which of them a filter keeps. */
export const readOwnedUnits = async (
  db: Database,
  scope: { readonly id: string; readonly inventoryVersion: number },
  filter: MatrixFilter,
) => {
  const { environments, ownKeys } = await readMatrixEnvironments(db, scope.id);
  const inventory = await readMatrixInventory(db, scope);
  const units = new Map(
    [...unitsOf(inventory, ownKeys, filter.q)].map(([name, unit]): [typeof name, OwnedUnit] => [
      name,
      { ...unit, owners: environments.map(({ ownerOf }) => ownerOf(unit)) },
    ]),
  );
  return {
    environments,
    ownKeys,
    inventory,
    units,
    ...sift([...units.values()], filter, environments),
  };
};
