import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";
import { onDatabase } from "@/lib/server/test-database";
import { applyMigrations } from "@/prisma/schema-engine";

const migrations = path.resolve("prisma/migrations");

/** On a server: a migrated database that those of the test files are copies of. */
const templateOn = async (url: string): Promise<() => Promise<void>> => {
  const name = `test_template_${process.pid}`;
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`CREATE DATABASE ${name}`);
  await applyMigrations({ connectionString: onDatabase(url, name) }, migrations);
  // Nothing may be connected to what is copied, and what migrated it leaves in its own time.
  await run(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
  await run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  process.env.SIGNALBOX_TEST_TEMPLATE = name;
  return () => run(`DROP DATABASE ${name} WITH (FORCE)`);
};

/** A migrated, empty embedded database, kept in a folder where one is named. */
export const createMigrated = async (folder?: string): Promise<PGlite> => {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-migrate-"));
  const database = await PGlite.create(folder);
  const socket = new PGLiteSocketServer({
    db: database,
    path: path.join(place, ".s.PGSQL.5432"),
    maxConnections: 9,
  });
  await socket.start();
  await applyMigrations(
    { host: place, port: 5432, user: "postgres", database: "postgres", max: 1 },
    migrations,
  );
  await socket.stop();
  fs.rmSync(place, { recursive: true, force: true });
  return database;
};

/** Embedded: the files of a migrated database, which those of the test files start from. */
const templateOfFiles = async (): Promise<() => void> => {
  const database = await createMigrated();
  const files = await database.dumpDataDir("none");
  await database.close();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-template-"));
  const template = path.join(folder, "template.tar");
  fs.writeFileSync(template, Buffer.from(await files.arrayBuffer()));
  process.env.SIGNALBOX_TEST_TEMPLATE = template;
  return () => fs.rmSync(folder, { recursive: true, force: true });
};

/**
 * Makes one migrated, empty database for a whole run, for every process to start from: unpacking its
 * files takes a second, making and migrating anew took four (measured).
 */
export default function makeTemplate(): Promise<() => void | Promise<void>> {
  const url = process.env.SIGNALBOX_TEST_DATABASE_URL;
  return url ? templateOn(url) : templateOfFiles();
}
