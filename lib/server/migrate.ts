import path from "node:path";
import pg, { type PoolConfig } from "pg";
import { log } from "@/lib/server/log";
import { applyMigrations } from "@/prisma/schema-engine";

/** An arbitrary number, the same in every process that migrates. */
const migrationLock = 5_190_413;

const applied = async (connection: PoolConfig, root: string): Promise<void> => {
  const names = await applyMigrations(connection, path.join(root, "prisma", "migrations"));
  if (names.length > 0) log.info({ migrations: names }, "database migrated");
};

/** Brings the database to the current schema; processes that start together take turns. */
export const migrate = async (connection: PoolConfig, root: string): Promise<void> => {
  if (!connection.connectionString) return applied(connection, root);
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await applied(connection, root);
  } finally {
    await client.end();
  }
};
