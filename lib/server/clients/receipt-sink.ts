import { randomUUID } from "node:crypto";
import type { InstanceReport, ReceiptBatch, TrafficReport } from "@/lib/contract/receipts";
import type { ReceiptSink } from "@/lib/plane/plane-source";
import { followClients } from "@/lib/server/commands/follow-clients";
import { reportLocalForce } from "@/lib/server/commands/report-local-force";
import { type Database, isTimeout, isUnavailable, isWriteConflict, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

const day = 86_400_000;
const trafficKept = 14 * day;
const prunedEvery = 600_000;
const prunedAtOnce = 20_000;
const forcesAtOnce = 200;
// Two processes' clocks may be so far apart. What is from later than that was written by a clock that has been
// set back since, and would stand above every newer word until that time comes again.
const apartAtMost = 10_000;

// Sums of what somebody reports stay whole numbers, so that a forged count stands in nobody else's way.
const mostCounted = Number.MAX_SAFE_INTEGER;

/** A client's clock may be anywhere; what is stored is a time that PostgreSQL has and nobody wonders at. */
const plausible = (time: string, now: number): string => {
  const at = Date.parse(time);
  return new Date(Math.min(Math.max(at || 0, now - 3650 * day), now + day)).toISOString();
};

const instanceRow = (report: InstanceReport, now: number) => ({
  instance: report.instance,
  runtime: report.runtime,
  client: report.client,
  via: report.via,
  epoch: report.epoch,
  version: report.version,
  appliedAt: plausible(report.appliedAt, now),
  seenAt: plausible(new Date(Math.max(0, now - report.silentMilliseconds)).toISOString(), now),
  parseFailures: report.parseFailures,
  decisions: report.decisions,
  workers: report.workers,
  queues: report.queues,
  isForced: report.localForce !== null,
  isLeaving: report.leaving,
});

// One statement for all instances; each row is the newest word of whoever wrote it, also where another
// process wrote an older one later. Rows are taken in one order, so that two processes never wait for
// each other in a circle. What a local force says is written where it is audited.
const upsertInstances = (
  program: string,
  environment: string,
  reports: readonly InstanceReport[],
  now: number,
  latest = new Date(now + apartAtMost),
) => sql`
  INSERT INTO "ClientInstance" AS c ("environmentId", "instance", "runtime", "client", "via", "epoch",
    "version", "appliedAt", "firstSeenAt", "lastSeenAt", "parseFailures", "decisions", "workers",
    "queues", "removedAt")
  SELECT e."id", r."instance", r."runtime", r."client", r."via", r."epoch", r."version", r."appliedAt",
    r."seenAt", r."seenAt", LEAST(r."parseFailures", 2147483647)::int, r."decisions", r."workers",
    r."queues", CASE WHEN r."isLeaving" THEN r."seenAt" END
  FROM jsonb_to_recordset(${JSON.stringify(reports.map((report) => instanceRow(report, now)))}::jsonb)
    AS r("instance" text, "runtime" text, "client" text, "via" text, "epoch" int, "version" int,
      "appliedAt" timestamptz, "seenAt" timestamptz, "parseFailures" bigint, "decisions" bigint,
      "workers" jsonb, "queues" jsonb, "isForced" boolean, "isLeaving" boolean)
  JOIN "Program" p ON p."key" = ${program}
  JOIN "Environment" e ON e."programId" = p."id" AND e."key" = ${environment}
  ORDER BY r."instance"
  ON CONFLICT ("environmentId", "instance") DO UPDATE SET
    ("runtime", "client", "via", "epoch", "version", "appliedAt", "workers", "queues", "removedAt",
      "removedByName") = (
      SELECT n."runtime", n."client", n."via", n."epoch", n."version", n."appliedAt", n."workers",
        n."queues", n."removedAt", n."removedByName"
      FROM (
        SELECT EXCLUDED."runtime", EXCLUDED."client", EXCLUDED."via", EXCLUDED."epoch",
          EXCLUDED."version", EXCLUDED."appliedAt", EXCLUDED."workers", EXCLUDED."queues",
          EXCLUDED."removedAt", NULL::text AS "removedByName", EXCLUDED."lastSeenAt"
        UNION ALL
        SELECT c."runtime", c."client", c."via", c."epoch", c."version", c."appliedAt", c."workers",
          c."queues", c."removedAt", c."removedByName",
          CASE WHEN GREATEST(c."lastSeenAt", c."removedAt") > ${latest} THEN '-infinity'::timestamptz
            ELSE GREATEST(c."lastSeenAt", c."removedAt") END
      ) AS n ORDER BY n."lastSeenAt" DESC LIMIT 1),
    "lastSeenAt" = CASE WHEN c."lastSeenAt" > ${latest} THEN EXCLUDED."lastSeenAt"
      ELSE GREATEST(c."lastSeenAt", EXCLUDED."lastSeenAt") END,
    "parseFailures" = LEAST(c."parseFailures"::bigint + EXCLUDED."parseFailures", 2147483647)::int,
    "decisions" = LEAST(c."decisions"::numeric + EXCLUDED."decisions", ${mostCounted})::bigint`;

/** Ends the local force of those who report none any more. */
const liftedForces = (
  program: string,
  environment: string,
  reports: readonly InstanceReport[],
) => sql`
  UPDATE "ClientInstance" c SET "localForce" = NULL
  FROM "Environment" e JOIN "Program" p ON p."id" = e."programId"
  WHERE p."key" = ${program} AND e."key" = ${environment} AND c."environmentId" = e."id"
    AND c."localForce" IS NOT NULL
    AND c."instance" = ANY(${reports
      .filter(({ localForce }) => localForce === null)
      .map(({ instance }) => instance)})`;

const addTraffic = (
  program: string,
  environment: string,
  traffic: readonly TrafficReport[],
  now: number,
) => sql`
  INSERT INTO "TrafficCount" AS t ("environmentId", "windowStart", "route", "source", "owner", "count")
  SELECT e."id", r."windowStart", r."route", r."source",
    CASE r."owner" WHEN p."legacyName" THEN 'legacy' WHEN p."targetName" THEN 'target'
      WHEN 'off' THEN 'off' ELSE 'other' END AS "side",
    LEAST(SUM(r."count"), ${mostCounted})::bigint
  FROM jsonb_to_recordset(${JSON.stringify(
    traffic.map((entry) => ({ ...entry, windowStart: plausible(entry.windowStart, now) })),
  )}::jsonb)
    AS r("windowStart" timestamptz, "route" text, "source" text, "owner" text, "count" bigint)
  JOIN "Program" p ON p."key" = ${program}
  JOIN "Environment" e ON e."programId" = p."id" AND e."key" = ${environment}
  GROUP BY e."id", r."windowStart", r."route", r."source", "side"
  ORDER BY r."windowStart", r."route", r."source", "side"
  ON CONFLICT ("environmentId", "windowStart", "route", "source", "owner")
    DO UPDATE SET "count" = LEAST(t."count"::numeric + EXCLUDED."count", ${mostCounted})::bigint`;

/** Deletes what is older than anybody looks at, a bounded piece a time. */
const prune = async (database: Database, now: number): Promise<void> => {
  const before = new Date(now - trafficKept);
  await database.$executeRaw(sql`
    DELETE FROM "TrafficCount" WHERE ctid = ANY(ARRAY(
      SELECT t.ctid FROM "Environment" e
      JOIN "TrafficCount" t ON t."environmentId" = e."id" AND t."windowStart" < ${before}
      LIMIT ${prunedAtOnce}))`);
  await database.$executeRaw(sql`
    DELETE FROM "ClientInstance" WHERE "removedAt" < ${before}`);
};

const noteLocalForces = async (
  database: Database,
  program: string,
  environment: string,
  reports: readonly InstanceReport[],
): Promise<void> => {
  const forced = reports
    .flatMap(({ instance, runtime, localForce }) =>
      localForce === null ? [] : [{ instance, runtime, ...localForce }],
    )
    .slice(0, forcesAtOnce);
  if (forced.length === 0) return;
  const known = await database.clientInstance.findMany({
    where: {
      environment: { key: environment, program: { key: program } },
      instance: { in: forced.map(({ instance }) => instance) },
    },
    select: { instance: true, localForce: true },
  });
  const since = new Map(
    known.map(({ instance, localForce }) => [
      instance,
      (localForce as { since?: string } | null)?.since,
    ]),
  );
  const news = forced.filter((report) => since.get(report.instance) !== report.since);
  if (news.length === 0) return;
  await reportLocalForce.run(
    {
      actor: { kind: "system", name: "receipts" },
      requestId: randomUUID(),
      now: new Date(),
    },
    { program, environment, instances: news },
  );
};

/** Whoever runs a version that was never made here shows that the database is older than its clients. */
const followAhead = async (
  database: Database,
  program: string,
  environment: string,
  reports: readonly InstanceReport[],
): Promise<void> => {
  const row = await database.environment.findFirst({
    where: { key: environment, program: { key: program } },
    select: { epoch: true, version: true },
  });
  const ahead = reports.find(
    ({ epoch, version }) =>
      row !== null && (epoch > row.epoch || (epoch === row.epoch && version > row.version)),
  );
  if (ahead === undefined) return;
  const { epoch, version, instance } = ahead;
  await followClients.run(
    { actor: { kind: "system", name: "receipts" }, requestId: randomUUID(), now: new Date() },
    { program, environment, seen: { epoch, version, instance } },
  );
};

/**
 * Writes down what clients report: one transaction a batch, which adds to what other processes wrote.
 * Rejects while the database cannot be reached, so that the batch is kept; one that the database will
 * never take is logged and left, so that it does not stand in the way of all others.
 * Not audited: docs/decisions/0008.
 */
export const receiptSink = (database: Database, now: () => number = Date.now): ReceiptSink => {
  let prunedAt = 0;
  const write = async (
    program: string,
    environment: string,
    { instances, traffic }: ReceiptBatch,
  ): Promise<void> => {
    const at = now();
    try {
      await database.$transaction([
        database.$executeRaw(upsertInstances(program, environment, instances, at)),
        database.$executeRaw(liftedForces(program, environment, instances)),
        database.$executeRaw(addTraffic(program, environment, traffic, at)),
      ]);
    } catch (error) {
      if (isUnavailable(error) || isTimeout(error) || isWriteConflict(error)) throw error;
      const size = { instances: instances.length, traffic: traffic.length };
      log.error(
        { because: String(error), program, environment, ...size },
        "the database refused a batch of receipts",
      );
    }
  };
  return {
    deliver: async (program, environment, batch) => {
      await write(program, environment, batch);
      // What follows is tried again with the next receipts; the batch is written.
      try {
        await noteLocalForces(database, program, environment, batch.instances);
        await followAhead(database, program, environment, batch.instances);
        if (now() - prunedAt < prunedEvery) return;
        await prune(database, now());
        prunedAt = now();
      } catch (error) {
        log.warn({ because: String(error) }, "what follows from receipts could not be written");
      }
    },
  };
};
