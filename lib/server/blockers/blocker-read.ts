import type { BlockerView } from "@/lib/contract/blockers";
import {
  type BlockedPlace,
  type BlockerReach,
  blockerReachReader,
  placeWords,
  type ReachRow,
} from "@/lib/domain/blocker-reach";
import { sql, type Transaction } from "@/lib/server/db";

export type BlockerRow = {
  readonly number: number;
  readonly text: string;
  readonly detail: string;
  readonly holds: unknown;
  readonly owner: string | null;
  readonly since: Date;
  readonly byName: string;
  readonly source: string;
  readonly url: string | null;
  readonly resolvedAt: Date | null;
  readonly resolvedByName: string | null;
  readonly resolution: string | null;
  readonly version: number;
};

export type ReachReader = (places: readonly BlockedPlace[]) => BlockerReach;

/** What a stored blocker or hook says it holds. */
export const placesOf = (stored: unknown): readonly BlockedPlace[] => stored as BlockedPlace[];

/** What blockers hold in a program's inventory as it is now. */
export const readReach = async (tx: Transaction, programId: string): Promise<ReachReader> => {
  const rows = await tx.$queryRaw<ReachRow[]>(sql`
    SELECT i."kind", i."key", f."key" AS "family", c."key" AS "capability", i."switchName"
    FROM "Item" i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    WHERE i."programId" = ${programId}::uuid ORDER BY i."kind", i."key"`);
  return blockerReachReader(rows);
};

/** A program's open blockers, the oldest first. */
export const openBlockers = (tx: Transaction, programId: string) =>
  tx.blocker.findMany({
    where: { programId, resolvedAt: null },
    orderBy: [{ since: "asc" }, { number: "asc" }],
  });

export const blockerLink = (program: string, number: number): string =>
  `/programs/${program}/blockers/${number}`;

/** A blocker as it leaves the server, with how many rows it holds. */
export const blockerView = (
  program: string,
  row: BlockerRow,
  reachOf: ReachReader,
): BlockerView => {
  const places = placesOf(row.holds);
  const { rows } = reachOf(places);
  return {
    number: row.number,
    text: row.text,
    detail: row.detail,
    holds: places.map((place) => ({
      ...place,
      says: placeWords(place),
      rows: reachOf([place]).rows.length,
    })),
    rows: rows.length,
    routes: rows.filter(({ kind }) => kind === "route").length,
    workers: rows.filter(({ kind }) => kind === "worker").length,
    owner: row.owner,
    since: row.since.toISOString(),
    by: row.byName,
    source: row.source === "ci" ? "ci" : "person",
    url: row.url,
    resolved: row.resolvedAt
      ? {
          at: row.resolvedAt.toISOString(),
          by: row.resolvedByName ?? "",
          resolution: row.resolution ?? "",
        }
      : null,
    version: row.version,
    link: blockerLink(program, row.number),
  };
};
