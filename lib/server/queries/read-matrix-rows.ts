import { readMatrixRows as operation } from "@/lib/contract/matrix";
import type { OwnedUnit } from "@/lib/server/matrix/matrix-filter";
import { groupKeyOf } from "@/lib/server/matrix/matrix-groups";
import type { InventoryRow } from "@/lib/server/matrix/matrix-inventory";
import { readOwnedUnits } from "@/lib/server/matrix/matrix-owned-units";
import { textTest, unitName } from "@/lib/server/matrix/matrix-units";
import { query } from "@/lib/server/query";

/** A window of the matrix' rows: all of them or those of one group, routes before workers. */
export const readMatrixRows = query(
  { name: "read-matrix-rows", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { group, groupBy, offset, limit } = input;
    const { environments, ownKeys, inventory, units, kept } = await readOwnedUnits(
      db,
      program,
      input,
    );
    const isInGroup = (unit: OwnedUnit) =>
      group === undefined || groupKeyOf(unit, groupBy) === group;
    const shown = new Set(kept.filter(isInGroup));
    const total = [...shown].reduce((sum, { rows }) => sum + rows, 0);
    const order = inventory.inOrder({
      sort: input.sort,
      descending: input.descending,
      ...(group === undefined ? {} : { in: { groupBy, group } }),
    });
    const hasText = textTest(input.q);
    const isShown = (each: InventoryRow): boolean => {
      const unit = units.get(unitName(each, ownKeys));
      return unit !== undefined && shown.has(unit) && hasText(each);
    };
    // Where nothing is left out, a window is a slice.
    const rows = total === order.length ? order : order.filter(isShown);
    return {
      total,
      rows: rows.slice(offset, offset + limit).map((each) => {
        const owners = units.get(unitName(each, ownKeys))?.owners;
        return {
          ...each.row,
          owners: Object.fromEntries(
            environments.map(({ key }, at) => [key, owners?.[at] ?? null]),
          ),
        };
      }),
    };
  },
);
