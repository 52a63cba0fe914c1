import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import type { PoolConfig } from "pg";
import { changeChannel } from "@/lib/server/change-event";
import { sessionSettings } from "@/lib/server/embedded/session-settings";

/**
 * Databases of this process that no test file has at the moment: the next one empties one of them, which
 * takes a tenth of unpacking the template, and finds its code compiled.
 */
const idle: PGlite[] = [];

const unpacked = (): Promise<PGlite> => {
  const template = process.env.SIGNALBOX_TEST_TEMPLATE;
  return template
    ? PGlite.create({ loadDataDir: new Blob([fs.readFileSync(template)]) })
    : PGlite.create();
};

/** Takes out every row, also of tables that refuse it, and what the session before had. */
const emptied = async (database: PGlite): Promise<PGlite> => {
  await database.exec("ROLLBACK");
  await database.exec("DISCARD ALL");
  const { rows } = await database.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  await database.exec(
    `SET session_replication_role = replica;
     TRUNCATE ${rows.map(({ name }) => name).join(", ")} RESTART IDENTITY CASCADE;
     RESET session_replication_role`,
  );
  return database;
};

/** An embedded database for one test file, behind a socket; its migrations are the template's. */
export const openEmbedded = async (): Promise<{
  connection: PoolConfig;
  close: () => Promise<void>;
}> => {
  const kept = idle.pop();
  const database = kept ? await emptied(kept) : await unpacked();
  await database.exec(sessionSettings);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-test-"));
  const socket = new PGLiteSocketServer({
    db: database,
    path: path.join(folder, ".s.PGSQL.5432"),
    maxConnections: 40,
  });
  await socket.start();
  await database.exec(`LISTEN ${changeChannel}`);
  return {
    // One connection, as in embedded-postgres.ts.
    connection: { host: folder, port: 5432, user: "postgres", database: "postgres", max: 1 },
    close: async () => {
      await socket.stop();
      fs.rmSync(folder, { recursive: true, force: true });
      if (process.env.SIGNALBOX_TEST_TEMPLATE) idle.push(database);
      else await database.close();
    },
  };
};
