import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { createProgram } from "@/lib/server/commands/create-program";
import { type Database, sql } from "@/lib/server/db";
import { admin, as } from "@/lib/server/test-actors";

type Person = Extract<Actor, { kind: "person" }>;

const teams = 20;
const perBatch = 500;

/**
 * A program of so many routes that are ready for their owners' signatures, in 20 teams and batches of
 * 500; besides, one batch each of the sizes asked for, whose rows are all of the first team. Of the rows,
 * `share` have a passing run of their test on both sides.
 */
export const signOffProgram = async (
  database: Database,
  key: string,
  rows: number,
  { batches = [], share = 1 }: { batches?: readonly number[]; share?: number } = {},
): Promise<string> => {
  await createProgram.run(as(admin), { key, legacy: "python", target: "go" });
  const { id } = await database.program.findUniqueOrThrow({ where: { key } });
  const bulk = batches.reduce((sum, size) => sum + size, 0);
  await database.$executeRaw(sql`
    INSERT INTO "Team" ("id", "key", "name")
    SELECT gen_random_uuid(), 'team-' || n, 'Team ' || n FROM generate_series(0, ${teams - 1}::int) n
    ON CONFLICT DO NOTHING`);
  await database.$executeRaw(sql`
    INSERT INTO "Item" ("id", "programId", "kind", "key", "title", "teamId", "wave", "verification",
      "method", "path", "switchName", "isSwitchable", "attributes")
    SELECT gen_random_uuid(), ${id}::uuid, 'route', 'ROUTE-' || lpad(n::text, 6, '0'),
      'GET /api/v1/resource/' || n, t."id", 'W' || n % 5, 'verified-source-anchored',
      'GET', '/api/v1/resource/' || n, 'ROUTE_OWNER_ROUTE_' || n, true,
      jsonb_build_object('evidence_ref', 'endpoints/api/resource.py:' || n + 1,
        'rollback_note', 'switch the route back to python', 'path_template', '/api/v1/resource/' || n)
    FROM generate_series(0, ${rows - 1}::int) n
    JOIN "Team" t ON t."key" = 'team-' || CASE WHEN n < ${bulk}::int THEN 0 ELSE n % ${teams}::int END`);
  await database.$executeRaw(sql`
    INSERT INTO "ContractTest" ("itemId", "key", "role", "position")
    SELECT "id", 'PT-' || "key", 'contract', 0 FROM "Item" WHERE "programId" = ${id}::uuid`);
  await database.$executeRaw(sql`
    INSERT INTO "TestStanding" ("programId", "testKey", "side", "lastRunCommit", "lastRunAt",
      "lastOutcome", "lastEvidenceId")
    SELECT ${id}::uuid, 'PT-ROUTE-' || lpad(n::text, 6, '0'), side."name"::"Side", repeat('a1', 20), now(),
      'passed', gen_random_uuid()
    FROM generate_series(0, ${Math.floor(rows * share) - 1}::int) n
    CROSS JOIN (VALUES ('legacy'), ('target')) side("name")`);
  await database.$executeRaw(sql`
    INSERT INTO "Batch" ("id", "programId", "key")
    SELECT gen_random_uuid(), ${id}::uuid, 'BATCH-' || lpad(n::text, 4, '0')
    FROM generate_series(0, ${Math.ceil(rows / perBatch) - 1}::int) n`);
  await database.$executeRaw(sql`
    INSERT INTO "BatchItem" ("batchId", "itemId", "position")
    SELECT b."id", i."id", right(i."key", 6)::int
    FROM "Item" i JOIN "Batch" b ON b."programId" = i."programId"
      AND b."key" = 'BATCH-' || lpad((right(i."key", 6)::int / ${perBatch}::int)::text, 4, '0')
    WHERE i."programId" = ${id}::uuid`);
  let from = 0;
  for (const size of batches) {
    const batch = await database.batch.create({ data: { programId: id, key: `BULK-${size}` } });
    await database.$executeRaw(sql`
      INSERT INTO "BatchItem" ("batchId", "itemId", "position")
      SELECT ${batch.id}::uuid, "id", right("key", 6)::int FROM "Item"
      WHERE "programId" = ${id}::uuid AND right("key", 6)::int >= ${from}::int
        AND right("key", 6)::int < ${from + size}::int`);
    from += size;
  }
  return id;
};

/** Somebody of the first team, at a browser into which they have just signed. */
export const signerOf = async (database: Database, programId: string): Promise<Person> => {
  const handle = `signer-${randomUUID().slice(0, 8)}`;
  const team = await database.team.findUniqueOrThrow({ where: { key: "team-0" } });
  const { id } = await database.person.create({
    data: {
      handle,
      name: handle,
      memberships: { create: { role: "owner", programId } },
      teams: { create: { teamId: team.id } },
    },
  });
  const now = new Date();
  const times = { startedAt: now, authenticatedAt: now, factorAt: null };
  const session = await database.session.create({
    data: { ...times, personId: id, authentication: "password", lastSeenAt: now },
  });
  return {
    kind: "person",
    id,
    handle,
    name: handle,
    isAdmin: false,
    roles: [{ programId, role: "owner" }],
    teams: [team.key],
    authentication: "password",
    session: { ...times, id: session.id },
  };
};
