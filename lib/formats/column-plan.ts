import type { TestRole } from "@/lib/domain/inventory";
import { columnNames, type Recognition } from "./recognise-table";
import type { Table } from "./table";
import {
  attributeAliases,
  batchColumns,
  columnName,
  evidenceColumns,
  fieldColumns,
  isFreeText,
  knownAttributes,
  listColumns,
  type OwnerWords,
  signoffColumns,
  statusColumns,
  type TextField,
  teamFallback,
  testColumns,
} from "./tracker-columns";

/** What becomes of a column's cells. */
type ColumnUse =
  | { readonly to: "key" }
  | { readonly to: "item-type" }
  | { readonly to: "field"; readonly field: TextField }
  | { readonly to: "team-fallback"; readonly name: string }
  | { readonly to: "status"; readonly name: string; readonly preference: number }
  | { readonly to: "batch" }
  | { readonly to: "test"; readonly role: TestRole }
  | { readonly to: "evidence"; readonly name: string }
  | { readonly to: "attribute"; readonly name: string; readonly isList: boolean };

export type ColumnPlan = {
  readonly uses: readonly ColumnUse[];
  readonly signoffAt: number | null;
  /** Headers that no rule knows; their cells are attributes all the same. */
  readonly unknown: readonly string[];
};

const firstOf = (names: readonly (readonly string[])[], wanted: readonly string[]): number => {
  for (const name of wanted) {
    const at = names.findIndex((group) => group.includes(name));
    if (at >= 0) return at;
  }
  return -1;
};

/** Which column of a recognised table fills what. Each column has one use; each field at most one column. */
export const planColumns = (
  table: Table,
  recognition: Recognition,
  words: OwnerWords,
): ColumnPlan => {
  const names = columnNames(table, words);
  const uses = new Map<number, ColumnUse>();
  const take = (at: number, use: ColumnUse): void => {
    if (at >= 0 && !uses.has(at)) uses.set(at, use);
  };

  if (recognition.keyColumn !== null) take(recognition.keyColumn, { to: "key" });
  if (recognition.kind === "by-row") take(firstOf(names, ["item_type"]), { to: "item-type" });
  const isRoute = recognition.kind === "route";
  for (const [field, wanted] of Object.entries(fieldColumns) as [TextField, readonly string[]][]) {
    const isPathField = field === "path" || field === "method" || field === "host";
    if (isPathField && !isRoute) continue;
    if (field === "switchName" && recognition.kind !== "worker") continue;
    const free = wanted.filter((name) => !uses.has(firstOf(names, [name])));
    take(firstOf(names, free), { to: "field", field });
  }
  let statuses = 0;
  for (const name of statusColumns) {
    const at = firstOf(names, [name]);
    if (at < 0 || uses.has(at)) continue;
    take(at, { to: "status", name, preference: statuses });
    statuses += 1;
  }
  if (statuses === 0) {
    const at = names.findIndex(
      ([name = ""], index) => !uses.has(index) && /_(?:status|state)$/.test(name),
    );
    take(at, { to: "status", name: names[at]?.[0] ?? "status", preference: 0 });
  }
  take(firstOf(names, batchColumns), { to: "batch" });

  const unknown: string[] = [];
  for (const [at, group] of names.entries()) {
    if (uses.has(at)) continue;
    const role = group.map((name) => testColumns.get(name)).find((found) => found !== undefined);
    const [written = ""] = group;
    const alias = attributeAliases.get(written) ?? written;
    if (role) take(at, { to: "test", role });
    else if (group.some((name) => evidenceColumns.includes(name)) && recognition.kind !== "task")
      take(at, { to: "evidence", name: written });
    else if (group.some((name) => teamFallback.includes(name)))
      take(at, { to: "team-fallback", name: written });
    else {
      const isKnown =
        group.some((name) => knownAttributes.has(attributeAliases.get(name) ?? name)) ||
        group.some((name) => signoffColumns.includes(name) || /budget/.test(name)) ||
        isFreeText(written);
      const header = table.columns[at] ?? written;
      if (!isKnown) unknown.push(header);
      take(at, {
        to: "attribute",
        // Assigning to this one name would set a prototype instead of a value.
        name: isKnown || header === "__proto__" ? alias : header,
        isList: listColumns.has(alias),
      });
    }
  }
  return {
    uses: table.columns.map(
      (header, at): ColumnUse =>
        uses.get(at) ?? { to: "attribute", name: columnName(header), isList: false },
    ),
    signoffAt: (() => {
      const at = firstOf(names, signoffColumns);
      return at < 0 ? null : at;
    })(),
    unknown,
  };
};
