import { type Database, sql } from "@/lib/server/db";

/**
 * What tells this database from one that was restored from a backup of it: the cluster, its timeline
 * (a new one after recovery to a point in time, or a fail-over), and the database within. `null` where
 * the server does not let us know. A copy of the files of the same cluster looks like the cluster itself.
 */
export const databaseIdentity = async (database: Database): Promise<string | null> => {
  try {
    const [row] = await database.$queryRaw<{ identity: string }[]>(sql`
      SELECT concat_ws('/', (SELECT "system_identifier" FROM pg_control_system()),
        (SELECT "timeline_id" FROM pg_control_checkpoint()),
        (SELECT "oid" FROM "pg_database" WHERE "datname" = current_database())) AS "identity"`);
    return row?.identity ?? null;
  } catch {
    return null;
  }
};
