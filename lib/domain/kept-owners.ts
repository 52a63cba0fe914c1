import { type Finding, type InventoryItem, itemKey } from "./inventory";
import type { FieldChange } from "./merge-item";

/** Whose a row is by something that goes before the sources: `by hand`, `by a rule`, `by CODEOWNERS`. */
export type OwnerHere = { readonly team: string; readonly by: string };

type Changed = Pick<InventoryItem, "kind" | "key"> & { readonly fields: readonly FieldChange[] };

const most = 5;

/**
 * Rows for which an import names another team than before, and whose owner stays all the same because
 * something that goes before the sources gave it. In: the import's changes, and by `itemKey` who owns
 * what here. Out: a finding for each team that keeps rows, so that nobody is overruled in silence.
 */
export const keptOwnerFindings = (
  changes: readonly Changed[],
  ownedHere: ReadonlyMap<string, OwnerHere>,
): Finding[] => {
  const groups = new Map<string, { says: (rows: string) => string; rows: Changed[] }>();
  for (const change of changes) {
    const field = change.fields.find((one) => one.field === "team");
    const here = ownedHere.get(itemKey(change));
    if (!field || !here || field.after === here.team) continue;
    const stated = typeof field.after === "string" ? field.after : "nobody";
    const id = JSON.stringify([stated, here]);
    const group = groups.get(id) ?? {
      says: (rows: string) =>
        `The sources now give ${rows} to ${stated}. ${here.team} has been given them ${here.by} and keeps them.`,
      rows: [],
    };
    group.rows.push(change);
    groups.set(id, group);
  }
  return [...groups.values()].map(({ says, rows }) => {
    const keys = rows.map(({ key }) => key);
    const some = `${keys.slice(0, most).join(", ")}${keys.length > most ? `, … (${keys.length} rows)` : ""}`;
    const origins = rows.flatMap(
      ({ fields }) => fields.find(({ field }) => field === "team")?.origins[0] ?? [],
    );
    return { code: "owner-kept", says: says(some), items: keys, origins: origins.slice(0, 100) };
  });
};
