import type { MatrixSort } from "@/lib/client/matrix-state";
import type { MatrixGroup } from "@/lib/contract/matrix";

/** A line of the matrix: a group, a row of it (counted from 0), the heading of the workers, a worker. */
export type MatrixLine =
  | { readonly kind: "group"; readonly group: MatrixGroup }
  | { readonly kind: "route"; readonly group: MatrixGroup; readonly at: number }
  | { readonly kind: "workers" }
  | { readonly kind: "worker"; readonly at: number };

export type MatrixLayout = {
  readonly count: number;
  readonly lineAt: (index: number) => MatrixLine;
};

/**
 * Where each line of the matrix is, without making the lines: groups in the order given, the routes of
 * unfolded ones beneath them, the workers last. Finding a line takes logarithmic time in groups.
 */
export const layOut = (
  groups: readonly MatrixGroup[],
  isUnfolded: (key: string) => boolean,
  workers: number,
): MatrixLayout => {
  const starts: number[] = [];
  let count = 0;
  for (const group of groups) {
    starts.push(count);
    count += 1 + (isUnfolded(group.key) ? group.routes : 0);
  }
  const routesEnd = count;
  const lineAt = (index: number): MatrixLine => {
    if (index >= routesEnd) {
      return index === routesEnd
        ? { kind: "workers" }
        : { kind: "worker", at: index - routesEnd - 1 };
    }
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const group = groups[low];
    if (group === undefined) throw new RangeError(`The matrix has no line ${index}.`);
    const at = index - (starts[low] ?? 0) - 1;
    return at < 0 ? { kind: "group", group } : { kind: "route", group, at };
  };
  return { count: routesEnd + (workers > 0 ? 1 + workers : 0), lineAt };
};

const targetShare = (group: MatrixGroup, environment: string): number => {
  const share = group.share[environment];
  if (share === undefined) return 0;
  const rows = share.target + share.canary + share.legacy;
  // A canary stands between none and all.
  return rows === 0 ? 0 : (share.target + share.canary / 2) / rows;
};

const measureOf = (group: MatrixGroup, sort: MatrixSort): number | string => {
  if (sort === "routes") return group.routes;
  if (sort === "tests") return group.tests;
  if (sort === "verified") return group.routes === 0 ? 0 : group.verified / group.routes;
  if (sort === "team") return group.teams.join(" ");
  if (sort === "wave") return group.waves.join(" ");
  return sort === "name" ? "" : targetShare(group, sort.slice("owner:".length));
};

/** Groups in the order of a column, those alike in the order given. Rows that have no key stay last. */
export const sortGroups = (
  groups: readonly MatrixGroup[],
  sort: MatrixSort,
  descending: boolean,
): readonly MatrixGroup[] => {
  const turn = descending ? -1 : 1;
  return groups
    .map((group, place) => ({ group, place, measure: measureOf(group, sort) }))
    .sort((one, other) => {
      const last = Number(one.group.key === "") - Number(other.group.key === "");
      if (last !== 0) return last;
      if (sort === "name") return turn * (one.place - other.place);
      if (one.measure === other.measure) return one.place - other.place;
      return turn * (one.measure < other.measure ? -1 : 1);
    })
    .map(({ group }) => group);
};
