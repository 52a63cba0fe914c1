import type { MatrixFilter, RowOwner } from "@/lib/contract/matrix";
import { verificationStates } from "@/lib/domain/inventory";
import type { MatrixEnvironment } from "@/lib/server/matrix/matrix-owners";
import type { MatrixUnit } from "@/lib/server/matrix/matrix-units";

/** A unit with its owner in each environment, in their order. */
export type OwnedUnit = MatrixUnit & { readonly owners: readonly (RowOwner | null)[] };

const fields = [
  "kind",
  "team",
  "verification",
  "method",
  "family",
  "wave",
  "capability",
] as const satisfies readonly (keyof MatrixFilter & keyof MatrixUnit)[];

/** What an owner is filtered by: its word, or `canary` where callers meet both. */
const ownerValue = ({ owner, cohort }: RowOwner): string => (cohort === null ? owner : "canary");

const ownerTest = (
  environments: readonly MatrixEnvironment[],
  chosen: readonly string[] | undefined,
): ((unit: OwnedUnit) => boolean) => {
  const byEnvironment = new Map<string, Set<string>>();
  for (const value of chosen ?? []) {
    const at = value.indexOf(":");
    const key = value.slice(0, at);
    byEnvironment.set(key, (byEnvironment.get(key) ?? new Set()).add(value.slice(at + 1)));
  }
  return ({ owners }) =>
    [...byEnvironment].every(([key, words]) => {
      const owner = owners[environments.findIndex((environment) => environment.key === key)];
      return owner !== undefined && owner !== null && words.has(ownerValue(owner));
    });
};

/** The units that a filter keeps, and what each value of a field would keep under the other fields. */
export const sift = (
  units: readonly OwnedUnit[],
  filter: MatrixFilter,
  environments: readonly MatrixEnvironment[],
) => {
  const ownerFits = ownerTest(environments, filter.owner);
  const tests = [
    ...fields.map((field) => {
      const chosen = new Set(filter[field] ?? []);
      return (unit: OwnedUnit) => chosen.size === 0 || chosen.has(unit[field] ?? "");
    }),
    ownerFits,
  ];
  const counts = tests.map(() => new Map<string, number>());
  const kept: OwnedUnit[] = [];
  const add = (at: number, value: string | null, rows: number): void => {
    const count = counts[at];
    if (count && value !== null) count.set(value, (count.get(value) ?? 0) + rows);
  };
  for (const unit of units) {
    // A value's count leaves its own field aside: it takes rows that fail in that field alone.
    const failing = tests.findIndex((test) => !test(unit));
    if (failing === -1) kept.push(unit);
    else if (tests.some((test, at) => at > failing && !test(unit))) continue;
    const isCounted = (at: number): boolean => failing === -1 || failing === at;
    for (const [at, field] of fields.entries()) {
      if (isCounted(at)) add(at, unit[field], unit.rows);
    }
    if (!isCounted(fields.length)) continue;
    for (const [at, { key }] of environments.entries()) {
      const owner = unit.owners[at];
      if (owner) add(fields.length, `${key}:${ownerValue(owner)}`, unit.rows);
    }
  }
  const facet = (name: (typeof fields)[number] | "owner") => {
    const at = name === "owner" ? fields.length : fields.indexOf(name);
    const order: readonly string[] = name === "verification" ? verificationStates : [];
    const place = (value: string) => (order.includes(value) ? order.indexOf(value) : order.length);
    return [...(counts[at] ?? [])]
      .map(([value, count]) => ({ value, count }))
      .sort(
        (one, other) => place(one.value) - place(other.value) || (one.value < other.value ? -1 : 1),
      );
  };
  return { kept, facet };
};
