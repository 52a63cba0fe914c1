import type { MatrixFilter } from "@/lib/contract/matrix";
import type { Database } from "@/lib/server/db";
import { type OwnedUnit, sift } from "@/lib/server/matrix-filter";
import { readMatrixEnvironments } from "@/lib/server/matrix-owners";
import { type MatrixScope, readUnits } from "@/lib/server/matrix-units";

/** The units of a program with their owners, and those of them that a filter keeps. */
export const readOwnedUnits = async (db: Database, scope: MatrixScope, filter: MatrixFilter) => {
  const { environments, ownKeys } = await readMatrixEnvironments(db, scope.id);
  const units = (await readUnits(db, scope, ownKeys, filter.q)).map(
    (unit): OwnedUnit => ({ ...unit, owners: environments.map(({ ownerOf }) => ownerOf(unit)) }),
  );
  return { environments, ownKeys, ...sift(units, filter, environments) };
};
