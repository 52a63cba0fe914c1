import { noRequests, type SideCounts } from "@/lib/domain/observed-owner";
import { type Database, sql } from "@/lib/server/db";

export type CountsByRoute = ReadonlyMap<string, SideCounts>;

type Traffic = {
  /** By route id; under the empty id what is of no known route. */
  readonly observed: CountsByRoute;
  readonly decided: CountsByRoute;
  /** Of `observed`, what was counted since the version in force was made. */
  readonly observedSince: CountsByRoute;
};

type Row = {
  route: string;
  source: "observed" | "decided";
  owner: string;
  whole: bigint;
  since: bigint;
};

/** Requests of an environment from a time on, by route and side. `versionAt` is when its version was made. */
export const readTraffic = async (
  db: Database,
  environmentId: string,
  { from, versionAt }: { readonly from: Date; readonly versionAt: Date },
): Promise<Traffic> => {
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT "route", "source", "owner", SUM("count")::bigint AS "whole",
      COALESCE(SUM("count") FILTER (WHERE "windowStart" >= ${versionAt}), 0)::bigint AS "since"
    FROM "TrafficCount"
    WHERE "environmentId" = ${environmentId}::uuid AND "windowStart" >= ${from}
    GROUP BY "route", "source", "owner"`);
  const observed = new Map<string, SideCounts>();
  const decided = new Map<string, SideCounts>();
  const observedSince = new Map<string, SideCounts>();
  const add = (to: Map<string, SideCounts>, { route, owner }: Row, count: bigint): void => {
    if (count === 0n) return;
    const counts = to.get(route) ?? noRequests;
    const side = owner === "legacy" || owner === "target" ? owner : "other";
    to.set(route, { ...counts, [side]: counts[side] + Number(count) });
  };
  for (const row of rows) {
    add(row.source === "observed" ? observed : decided, row, row.whole);
    if (row.source === "observed") add(observedSince, row, row.since);
  }
  return { observed, decided, observedSince };
};
