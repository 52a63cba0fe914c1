import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { draftMigration } from "@/prisma/schema-engine";

/**
 * `npm run migration <name>`: writes the SQL from the committed schema to the edited one as a new
 * migration. Commit both together.
 */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Name the migration in lower case with underscores: npm run migration add_budgets");
  process.exit(2);
}
const folder = path.resolve("prisma/migrations");
const hasMigrations = fs.readdirSync(folder, { withFileTypes: true }).some((e) => e.isDirectory());
const committed = spawnSync("git", ["show", "HEAD:prisma/schema.prisma"], { encoding: "utf8" });
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-"));
const socket = path.join(scratch, ".s.PGSQL.5432");
await new PGLiteSocketServer({
  db: await PGlite.create(),
  path: socket,
  maxConnections: 9,
}).start();
const sql = await draftMigration(
  { host: scratch, port: 5432, user: "postgres", database: "postgres" },
  hasMigrations ? committed.stdout : null,
  fs.readFileSync("prisma/schema.prisma", "utf8"),
);
fs.rmSync(scratch, { recursive: true, force: true });
if (sql.trim() === "" || sql.includes("This is an empty migration")) {
  console.log("The committed schema and the edited one agree.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const target = path.join(folder, `${stamp}_${name}`);
  fs.mkdirSync(target);
  fs.writeFileSync(path.join(target, "migration.sql"), sql);
  console.log(`Wrote prisma/migrations/${stamp}_${name}/migration.sql. Read it before you commit.`);
}
process.exit(0);
