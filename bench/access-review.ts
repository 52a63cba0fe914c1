import { type BenchResult, quantile, type Suite } from "@/bench/suite";
import { createProgram } from "@/lib/server/commands/create-program";
import { sql } from "@/lib/server/db";
import { readAccess } from "@/lib/server/queries/read-access";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const events = 1_000_000;
const chunk = 100_000;
const people = 300;
const tokens = 100;
const rounds = 20;

const run = async (): Promise<BenchResult> => {
  const runtime = await startTestRuntime();
  const { database } = runtime;
  try {
    await createProgram.run(as(admin), { key: "long", legacy: "python", target: "go" });
    const { id } = await database.program.findUniqueOrThrow({ where: { key: "long" } });
    await database.person.createMany({
      data: Array.from({ length: people }, (_, at) => ({ handle: `p${at}`, name: `Person ${at}` })),
    });
    await database.$executeRaw(sql`
      INSERT INTO "Membership" ("id", "personId", "programId", "role")
      SELECT gen_random_uuid(), "id", ${id}::uuid, r FROM "Person",
        unnest(ARRAY['viewer', 'engineer', 'owner']) r`);
    await database.token.createMany({
      data: Array.from({ length: tokens }, (_, at) => ({
        name: `t${at}`,
        hash: `hash ${at}`,
        hint: "sbx_…",
        scopes: ["read", "switch"],
        programId: id,
        createdByName: "bench",
      })),
    });
    // Two years of events by everybody, spread over what a program's people do.
    for (let from = 0; from < events; from += chunk) {
      await database.$executeRaw(sql`
        INSERT INTO "AuditEvent" ("chain", "sequence", "at", "actor", "action", "subject", "outcome",
          "requestId", "previousHash", "hash")
        SELECT ${id}, 1000 + n, now() - ((${events}::int - n) % 730) * interval '1 day',
          jsonb_build_object('kind', 'person', 'id', a.ids[1 + n % cardinality(a.ids)]),
          (ARRAY['change-switches', 'sign-off', 'report-evidence', 'decide-request', 'add-comment'])[1 + n % 5],
          '{}', CASE WHEN n % 50 = 0 THEN 'denied' ELSE 'accepted' END, 'bench', 'x', 'y'
        FROM generate_series(${from}::int, ${from + chunk - 1}::int) n,
          (SELECT array_agg("id"::text) AS ids FROM
            (SELECT "id" FROM "Person" UNION ALL SELECT "id" FROM "Token") everybody) a`);
    }
    await database.$executeRaw(sql`
      INSERT INTO "AuditTally"
        ("chain", "actor", "action", "permission", "month", "accepted", "denied", "lastAt")
      SELECT "chain", "actor"->>'id', "action", CASE "action" WHEN 'change-switches' THEN 'switch:flip'
          WHEN 'sign-off' THEN 'sign-off:give' WHEN 'report-evidence' THEN 'evidence:report'
          WHEN 'decide-request' THEN 'switch:approve' ELSE 'comment:write' END,
        to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM'),
        count(*) FILTER (WHERE "outcome" = 'accepted')::int,
        count(*) FILTER (WHERE "outcome" <> 'accepted')::int, max("at")
      FROM "AuditEvent" WHERE "requestId" = 'bench' GROUP BY 1, 2, 3, 4, 5`);
    await database.$executeRaw(sql`ANALYZE`);
    const times: number[] = [];
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      await readAccess.run(as(admin), { program: "long", months: 12 });
      times.push(performance.now() - started);
    }
    const { user, system } = process.cpuUsage(before);
    const tallies = await database.auditTally.count();
    const p95 = quantile(times, 0.95);
    return {
      name: "access review",
      rows: [
        {
          events,
          people,
          tokens,
          counts: tallies,
          "p50 ms": Math.round(quantile(times, 0.5)),
          "p95 ms": Math.round(p95),
          "processor ms": Math.round((user + system) / 1000 / rounds),
        },
      ],
      goals: [{ says: "p95 under 1 s with 1,000,000 audit events", holds: p95 < 1000 }],
    };
  } finally {
    await runtime.close();
  }
};

export const suite: Suite = { name: "access-review", run };
