import { type MetricQuery, storedQueries } from "@/lib/domain/metric-query";
import { mostPoints } from "@/lib/server/budgets/prometheus";
import { type Database, sql } from "@/lib/server/db";

export type DueServer = {
  readonly id: string;
  readonly programId: string;
  readonly program: string;
  readonly name: string;
  readonly url: string;
  readonly everySeconds: number;
  readonly nextAt: Date;
  readonly lastAt: Date | null;
};

/** What is asked of a server about one side of a budget in an environment. Milliseconds since 1970. */
export type Asked = {
  readonly budget: string;
  readonly budgetId: string;
  readonly environment: string;
  readonly environmentId: string;
  readonly side: "legacy" | "target";
  readonly queries: readonly MetricQuery[];
  readonly from: number;
  readonly to: number;
  readonly deployments: readonly Running[];
};

type Running = { readonly commit: string; readonly at: Date; readonly endedAt: Date | null };

/** Servers whose time has come. */
export const dueServers = (database: Database, now: Date): Promise<DueServer[]> =>
  database.$queryRaw<DueServer[]>(sql`
    SELECT s."id"::text AS "id", s."programId"::text AS "programId", p."key" AS "program", s."name",
           s."url", s."everySeconds", s."nextAt", s."lastAt"
    FROM "MetricServer" s JOIN "Program" p ON p."id" = s."programId"
    WHERE s."nextAt" <= ${now} ORDER BY s."nextAt" LIMIT 50`);

/** How far back a side is measured that never was. */
const firstReach = 86_400_000;

/** A scrape arrives late: the newest span is asked for when it has settled. */
const settled = (everySeconds: number): number => Math.min(60, everySeconds / 5) * 1000;

const placeOf = (one: { budgetId: string; environmentId: string; side: string }): string =>
  `${one.budgetId} ${one.environmentId} ${one.side}`;

/**
 * What a server is to be asked now: per budget, environment and side the spans since the last one that was
 * measured there. A baseline that was begun in the past since the server was last read is measured from its start.
 */
export const measurePlan = async (
  database: Database,
  server: DueServer,
  now: Date,
): Promise<Asked[]> => {
  const [budgets, environments] = await Promise.all([
    database.budget.findMany({
      where: { programId: server.programId },
      select: { id: true, key: true, queries: true },
    }),
    database.environment.findMany({
      where: { programId: server.programId },
      select: { id: true, key: true },
    }),
  ]);
  const environmentIds = new Map(environments.map(({ key, id }) => [key, id]));
  const groups = new Map<
    string,
    Omit<Asked, "from" | "to" | "deployments" | "queries"> & { queries: MetricQuery[] }
  >();
  for (const { id: budgetId, key: budget, queries } of budgets) {
    for (const query of storedQueries(queries)) {
      const environmentId = environmentIds.get(query.environment);
      if (query.server !== server.name || environmentId === undefined) continue;
      const { environment, side } = query;
      const group = { budget, budgetId, environment, environmentId, side, queries: [] };
      const known = groups.get(placeOf(group)) ?? group;
      groups.set(placeOf(group), { ...known, queries: [...known.queries, query] });
    }
  }
  if (groups.size === 0) return [];
  const ids = [...new Set([...groups.values()].map(({ budgetId }) => budgetId))];
  const [last, baselines, deployments] = await Promise.all([
    database.$queryRaw<{ budgetId: string; environmentId: string; side: string; at: Date }[]>(sql`
      SELECT "budgetId"::text AS "budgetId", "environmentId"::text AS "environmentId",
             "side"::text AS "side", max("at") AS "at"
      FROM "Measurement" WHERE "budgetId" = ANY(${ids}::uuid[]) AND "source" = 'prometheus'
      GROUP BY "budgetId", "environmentId", "side"`),
    database.baseline.findMany({
      where: { budgetId: { in: ids }, state: "collecting" },
      select: { budgetId: true, environmentId: true, startsAt: true, createdAt: true },
    }),
    database.deployment.findMany({
      where: { environment: { programId: server.programId } },
      orderBy: { at: "desc" },
      take: 1000,
      select: { environmentId: true, side: true, commit: true, at: true, endedAt: true },
    }),
  ]);
  const lastAt = new Map(last.map((row) => [placeOf(row), row.at.getTime()]));
  const begun = new Map(
    baselines.map((row) => [placeOf({ ...row, side: "legacy" }), row] as const),
  );
  const step = server.everySeconds * 1000;
  const to = Math.floor((now.getTime() - settled(server.everySeconds)) / step) * step;
  return [...groups.entries()].flatMap(([place, group]): Asked[] => {
    const baseline = begun.get(place);
    const start = baseline?.startsAt.getTime() ?? Number.POSITIVE_INFINITY;
    const isNew = (baseline?.createdAt.getTime() ?? 0) > (server.lastAt?.getTime() ?? 0);
    const since = lastAt.get(place) ?? Math.min(now.getTime() - firstReach, start);
    const wanted = isNew ? Math.min(since, start) : since;
    const from = Math.max(Math.floor(wanted / step) * step + step, to - (mostPoints - 1) * step);
    if (from > to) return [];
    const ran = deployments.filter(
      ({ environmentId, side }) => environmentId === group.environmentId && side === group.side,
    );
    return [{ ...group, from, to, deployments: ran }];
  });
};

/** The one build that ran through all of a span; `null` where none or several did. */
export const buildOf = (
  deployments: readonly Running[],
  from: number,
  to: number,
): string | null => {
  const during = deployments.filter(
    ({ at, endedAt }) => at.getTime() < to && (endedAt === null || endedAt.getTime() > from),
  );
  const [only, ...others] = during;
  if (only === undefined || others.length > 0 || only.at.getTime() > from) return null;
  return only.endedAt !== null && only.endedAt.getTime() < to ? null : only.commit;
};
