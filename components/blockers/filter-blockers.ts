import type { BlockerView } from "@/lib/contract/blockers";

export type BlockerFilter = {
  readonly text: string;
  readonly owners: readonly string[];
  readonly source: "" | BlockerView["source"];
};

/** Stands for blockers without an owner among the owners. */
export const nobody = "(nobody)";

const ownerOf = ({ owner }: BlockerView): string => owner ?? nobody;

/** The blockers that a filter keeps: its text stands in the number, the words or what is held. */
export const filterBlockers = (
  blockers: readonly BlockerView[],
  { text, owners, source }: BlockerFilter,
): BlockerView[] => {
  const sought = text.trim().toLowerCase();
  return blockers.filter(
    (blocker) =>
      (source === "" || blocker.source === source) &&
      (owners.length === 0 || owners.includes(ownerOf(blocker))) &&
      [`#${blocker.number}`, blocker.text, blocker.detail, ...blocker.holds.map(({ key }) => key)]
        .join("\n")
        .toLowerCase()
        .includes(sought),
  );
};

/** Who owns blockers, with how many; nobody last. */
export const ownersOf = (
  blockers: readonly BlockerView[],
): { value: string; label: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const blocker of blockers) {
    counts.set(ownerOf(blocker), (counts.get(ownerOf(blocker)) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, label: value === nobody ? "nobody" : value, count }))
    .sort(
      (one, other) =>
        Number(one.value === nobody) - Number(other.value === nobody) ||
        one.value.localeCompare(other.value),
    );
};

/** `12 rows: 10 routes, 1 worker`, as far as they are of those kinds. */
export const heldWords = ({
  rows,
  routes,
  workers,
}: Pick<BlockerView, "rows" | "routes" | "workers">): string => {
  const counted = (count: number, word: string): string =>
    `${count.toLocaleString("en-GB")} ${word}${count === 1 ? "" : "s"}`;
  if (rows === 0) return "no row of the inventory";
  if (routes === rows) return counted(routes, "route");
  if (workers === rows) return counted(workers, "worker");
  const parts = [
    ...(routes > 0 ? [counted(routes, "route")] : []),
    ...(workers > 0 ? [counted(workers, "worker")] : []),
  ];
  return [counted(rows, "row"), parts.join(", ")].filter(Boolean).join(": ");
};
