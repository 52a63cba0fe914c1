import type { ChangeEvent } from "@/lib/server/change-event";
import { sql, type Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";

type Environment = { program: string; environment: string; epoch: number; version: number };

// More handoffs of one worker than happen between a backup and its restore.
const fenceLeap = 10_000;

/**
 * Leases that were given after the backup are not in it, and may hold still: for as long as one does, nobody gets
 * another, and fences go on above all that may have been given. Nobody running a worker is only late.
 */
const doubtLeases = async (tx: Transaction, environmentIds: readonly string[]): Promise<void> => {
  await tx.$executeRaw(sql`
    INSERT INTO "SwitchRule" ("environmentId", "level", "key", "fence")
    SELECT DISTINCT e."id", 'worker', COALESCE(i."switchName", i."key"), ${fenceLeap}::int
    FROM "Environment" e
    JOIN "Item" i ON i."programId" = e."programId" AND i."kind" = 'worker' AND i."isSwitchable"
    WHERE e."id" = ANY(${[...environmentIds]}::uuid[])
    ORDER BY 1, 3
    ON CONFLICT ("environmentId", "level", "key") DO UPDATE
      SET "fence" = LEAST("SwitchRule"."fence"::bigint + ${fenceLeap}::int, 2147483647)::int`);
  await tx.$executeRaw(sql`
    INSERT INTO "WorkerLease" ("environmentId", "worker", "instance", "owner", "fence", "grantedAt", "until")
    SELECT r."environmentId", r."key", 'an instance of before the restore, ' || s."side", s."side"::"Side",
      r."fence", clock_timestamp(), clock_timestamp() + make_interval(secs => ${env().leaseSeconds}::int)
    FROM "SwitchRule" r CROSS JOIN (VALUES ('legacy'), ('target')) AS s("side")
    WHERE r."environmentId" = ANY(${[...environmentIds]}::uuid[]) AND r."level" = 'worker'
    ON CONFLICT ("environmentId", "worker", "instance") DO UPDATE
      SET "fence" = EXCLUDED."fence", "until" = EXCLUDED."until", "releasedAt" = NULL`);
};

/**
 * Gives environments a higher epoch, so that what they say now wins over versions that were made after
 * the backup they come from. `where` narrows them; none is every one. Answers what they are now.
 */
export const raiseEpoch = async (
  tx: Transaction,
  environmentIds: readonly string[] | "all",
  atLeast = 0,
): Promise<Environment[]> => {
  const chosen =
    environmentIds === "all" ? sql`TRUE` : sql`e."id" = ANY(${[...environmentIds]}::uuid[])`;
  const raised = await tx.$queryRaw<(Environment & { id: string })[]>(sql`
    UPDATE "Environment" e SET "epoch" = GREATEST(e."epoch" + 1, ${atLeast}), "updatedAt" = now()
    FROM "Program" p WHERE p."id" = e."programId" AND ${chosen}
    RETURNING e."id", p."key" AS "program", e."key" AS "environment", e."epoch", e."version"`);
  await doubtLeases(
    tx,
    raised.map(({ id }) => id),
  );
  return raised;
};

export const announced = (environments: readonly Environment[]): ChangeEvent[] =>
  environments.map(({ program, environment, version }) => ({
    kind: "snapshot",
    program,
    environment,
    version,
  }));
