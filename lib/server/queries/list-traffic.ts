import { listTraffic as operation, type RouteTraffic } from "@/lib/contract/clients";
import {
  allRequests,
  judgeObserved,
  noRequests,
  type SideCounts,
  sumCounts,
  targetShare,
} from "@/lib/domain/observed-owner";
import { type Ownership, ownershipReader } from "@/lib/domain/ownership";
import { Refusal } from "@/lib/domain/refusal";
import type { SnapshotRoute } from "@/lib/domain/snapshot";
import { type CountsByRoute, readTraffic } from "@/lib/server/clients/observed-traffic";
import type { Database } from "@/lib/server/db";
import { query } from "@/lib/server/query";
import { readSnapshot } from "@/lib/server/switches/snapshot";

const alarmsAtMost = 100;

type Declared = "legacy" | "target" | "both";
type Seen = {
  readonly route: SnapshotRoute;
  readonly ownership: Ownership;
  readonly declaredSide: Declared;
  readonly observed: SideCounts;
  readonly decided: SideCounts;
  /** Since the version in force was made. */
  readonly since: SideCounts;
  readonly verdict: RouteTraffic["verdict"];
  readonly says: string;
};

const declaredSide = ({ cohort }: Ownership): Declared => {
  if (cohort === "all") return "target";
  return cohort === "none" ? "legacy" : "both";
};

const shares = (observed: SideCounts, decided: SideCounts) => ({
  observed,
  observedShare: targetShare(observed),
  decided,
});

const titlesOf = async (db: Database, programId: string, routes: readonly string[]) => {
  const rows = await db.item.findMany({
    where: { programId, kind: "route", key: { in: [...routes] } },
    select: { key: true, method: true, path: true },
  });
  const titles = new Map(rows.map(({ key, method, path }) => [key, `${method} ${path}`]));
  return (route: string): string => titles.get(route) ?? route;
};

const byCapability = (seen: readonly Seen[]) => {
  const groups = new Map<string | null, Seen[]>();
  for (const one of seen) {
    const key = one.route.capability;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups]
    .sort(([one], [two]) => (one ?? "\uffff").localeCompare(two ?? "\uffff", "en"))
    .map(([key, group]) => {
      const declared = { legacy: 0, target: 0, both: 0 };
      for (const { declaredSide: side } of group) declared[side]++;
      return {
        key,
        routes: group.length,
        declared,
        ...shares(
          group.map(({ observed }) => observed).reduce(sumCounts, noRequests),
          group.map(({ decided }) => decided).reduce(sumCounts, noRequests),
        ),
        observedRoutes: group.filter(({ observed }) => allRequests(observed) > 0).length,
        disagreeing: group.filter(({ verdict }) => verdict === "disagrees").length,
      };
    });
};

const isShown = (show: string, { verdict, observed }: Seen): boolean => {
  if (show === "disagrees") return verdict === "disagrees";
  if (show === "observed") return allRequests(observed) > 0;
  return show === "all" || allRequests(observed) === 0;
};

/** Whether routes are handled by whom the switches say, as counted at the upstreams' side. */
export const listTraffic = query(
  { name: "list-traffic", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const snapshot = await readSnapshot(db, program.key, input.environment);
    if (!snapshot) {
      throw new Refusal(
        "not-found",
        `The program ${program.key} has no environment "${input.environment}".`,
      );
    }
    const { owners, version } = snapshot;
    const from = new Date(now.getTime() - input.minutes * 60_000);
    const versionAt = new Date(snapshot.updatedAt);
    const traffic = await readTraffic(db, snapshot.environmentId, { from, versionAt });
    const of = (counts: CountsByRoute, route: string): SideCounts =>
      counts.get(route) ?? noRequests;
    const ownershipOf = ownershipReader(snapshot);
    const seen = snapshot.routes.map((route): Seen => {
      const ownership = ownershipOf(route);
      const since = of(traffic.observedSince, route.id);
      return {
        route,
        ownership,
        declaredSide: declaredSide(ownership),
        observed: of(traffic.observed, route.id),
        decided: of(traffic.decided, route.id),
        since,
        ...judgeObserved(ownership.cohort, owners, since),
      };
    });
    const alarms = seen
      .filter(({ ownership, since }) => ownership.cohort === "all" && since.legacy > 0)
      .sort((one, two) => two.since.legacy - one.since.legacy);
    const search = input.search.toLowerCase();
    const titleOfAll =
      search === ""
        ? null
        : await titlesOf(
            db,
            program.id,
            snapshot.routes.map(({ id }) => id),
          );
    const fitting = seen.filter(
      (one) =>
        isShown(input.show, one) &&
        (titleOfAll === null ||
          `${one.route.id} ${titleOfAll(one.route.id)} ${one.route.capability ?? ""}`
            .toLowerCase()
            .includes(search)),
    );
    const page = fitting.slice(input.offset, input.offset + input.limit);
    const named = [...page, ...alarms.slice(0, alarmsAtMost)].map(({ route }) => route.id);
    const titleOf = titleOfAll ?? (await titlesOf(db, program.id, named));
    const end = input.offset + page.length;
    const all = (counts: CountsByRoute): SideCounts =>
      [...counts.values()].reduce(sumCounts, noRequests);
    return {
      owners,
      version,
      versionAt: snapshot.updatedAt,
      from: from.toISOString(),
      totals: shares(all(traffic.observed), all(traffic.decided)),
      withoutRoute: shares(of(traffic.observed, ""), of(traffic.decided, "")),
      capabilities: byCapability(seen),
      alarms: alarms.slice(0, alarmsAtMost).map(({ route, since, says }) => ({
        route: route.id,
        title: titleOf(route.id),
        requests: since.legacy,
        says,
      })),
      alarmCount: alarms.length,
      routes: page.map(({ route, ownership, observed, decided, ...one }) => ({
        route: route.id,
        title: titleOf(route.id),
        capability: route.capability,
        declared: ownership.says,
        declaredSide: one.declaredSide,
        ...shares(observed, decided),
        verdict: one.verdict,
        says: one.says,
      })),
      total: fitting.length,
      next: end < fitting.length ? end : null,
    };
  },
);
