import { type BlockedPlace, placeWords } from "@/lib/domain/blocker-reach";
import { Refusal } from "@/lib/domain/refusal";
import type { BlockerRow } from "@/lib/server/blockers/blocker-read";
import { sql, type Transaction } from "@/lib/server/db";

/** The number of the program's next blocker; held until the transaction ends, so that no two get one. */
export const nextBlockerNumber = async (tx: Transaction, programId: string): Promise<number> => {
  await tx.$queryRaw(sql`SELECT "id" FROM "Program" WHERE "id" = ${programId}::uuid FOR UPDATE`);
  const newest = await tx.blocker.findFirst({
    where: { programId },
    select: { number: true },
    orderBy: { number: "desc" },
  });
  return (newest?.number ?? 0) + 1;
};

const keysOf = (places: readonly BlockedPlace[], level: string): string[] =>
  places.filter((place) => place.level === level).map(({ key }) => key);

/** Refuses places that the program does not have, each named with its field; what was held before may stay. */
export const refuseUnknownPlaces = async (
  tx: Transaction,
  programId: string,
  places: readonly BlockedPlace[],
  { field = "holds", before = [] }: { field?: string; before?: readonly BlockedPlace[] } = {},
): Promise<void> => {
  const named = async (level: "family" | "capability"): Promise<string[]> => {
    const where = { programId, key: { in: keysOf(places, level) } };
    const select = { key: true };
    const rows =
      level === "family"
        ? await tx.family.findMany({ where, select })
        : await tx.capability.findMany({ where, select });
    return rows.map(({ key }) => `${level}:${key}`);
  };
  const keys = places.map(({ key }) => key);
  const items = await tx.item.findMany({
    where: { programId, OR: [{ key: { in: keys } }, { kind: "worker", switchName: { in: keys } }] },
    select: { kind: true, key: true, switchName: true },
  });
  const known = new Set([
    "program:",
    ...before.map(({ level, key }) => `${level}:${key}`),
    ...(await named("family")),
    ...(await named("capability")),
    ...items.flatMap(({ kind, key, switchName }) => [
      `${kind}:${key}`,
      `${kind}:${switchName ?? key}`,
    ]),
  ]);
  const reasons = places.flatMap((place, at) =>
    known.has(`${place.level}:${place.key}`)
      ? []
      : [{ field: `${field}[${at}]`, says: `There is no ${placeWords(place).slice(4)}.` }],
  );
  const [first] = reasons;
  if (first) throw new Refusal("invalid", first.says, reasons);
};

/** The blocker of a number, locked; refuses one that there is not, or that changed since it was seen. */
export const lockedBlocker = async (
  tx: Transaction,
  programId: string,
  input: { readonly number: number; readonly version: number },
) => {
  await tx.$queryRaw(sql`
    SELECT "id" FROM "Blocker"
    WHERE "programId" = ${programId}::uuid AND "number" = ${input.number} FOR UPDATE`);
  const row = await tx.blocker.findUnique({
    where: { programId_number: { programId, number: input.number } },
  });
  if (!row) throw new Refusal("not-found", `The program has no blocker ${input.number}.`);
  if (row.version !== input.version) {
    throw new Refusal(
      "stale-version",
      `Blocker ${row.number} changed (version ${row.version}, you saw ${input.version}). Reload and decide again.`,
    );
  }
  return row;
};

/** What the audit keeps of a blocker. */
export const blockerRecord = (row: BlockerRow) => ({
  text: row.text,
  detail: row.detail,
  holds: row.holds,
  owner: row.owner,
  url: row.url,
  resolution: row.resolution,
});
