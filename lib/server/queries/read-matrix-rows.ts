import { readMatrixRows as operation } from "@/lib/contract/matrix";
import { groupKeyOf } from "@/lib/server/matrix-groups";
import { readOwnedUnits } from "@/lib/server/matrix-owned-units";
import { textTest, unitName } from "@/lib/server/matrix-units";
import { query } from "@/lib/server/query";

/** A window of the matrix' rows: all of them or those of one group, routes before workers. */
export const readMatrixRows = query(
  { name: "read-matrix-rows", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { group, groupBy, offset, limit } = input;
    const read = await readOwnedUnits(db, program, input);
    const { environments, ownKeys, inventory, units } = read;
    const kept = new Set(
      read.kept.filter((unit) => group === undefined || groupKeyOf(unit, groupBy) === group),
    );
    const total = [...kept].reduce((sum, { rows }) => sum + rows, 0);
    const hasText = textTest(input.q);
    const rows = [];
    let place = 0;
    for (const each of inventory.inOrder(input.sort, input.descending)) {
      if (place >= Math.min(offset + limit, total)) break;
      const unit = units.get(unitName(each, ownKeys));
      if (!unit || !kept.has(unit) || !hasText(each)) continue;
      if (place >= offset) {
        const owners = environments.map(({ key }, at) => [key, unit.owners[at] ?? null] as const);
        rows.push({ ...each.row, owners: Object.fromEntries(owners) });
      }
      place += 1;
    }
    return { total, rows };
  },
);
