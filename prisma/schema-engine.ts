import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { PoolConfig } from "pg";

/**
 * Prisma's own migration engine as WebAssembly, because its native one is a download that many
 * networks refuse. It writes the ordinary `_prisma_migrations` table, so that
 * `prisma migrate deploy` stays usable where the native engine is.
 */
type Filters = { externalTables: string[]; externalEnums: string[] };
type MigrationList = {
  baseDir: string;
  lockfile: { path: string; content: string };
  shadowDbInitScript: string;
  migrationDirectories: {
    path: string;
    migrationFile: { path: string; content: { tag: "ok"; value: string } };
  }[];
};
type DiffTarget =
  | { tag: "empty" }
  | { tag: "schemaDatamodel"; files: { path: string; content: string }[]; configDir: string };
type SchemaEngine = {
  applyMigrations(input: {
    migrationsList: MigrationList;
    filters: Filters;
  }): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: {
    from: DiffTarget;
    to: DiffTarget;
    script: boolean;
    exitCode: null;
    shadowDatabaseUrl: null;
    filters: Filters;
  }): Promise<{ stdout: string | null }>;
  free(): void;
};

const noFilters: Filters = { externalTables: [], externalEnums: [] };

type Glue = {
  SchemaEngine: {
    new: (options: object, log: () => void, adapter: object) => Promise<SchemaEngine>;
  };
};
let loading: Promise<Glue> | undefined;

/** Loads the WebAssembly once: its glue is a module, of which a process has one, with one memory. */
const loadGlue = async (): Promise<Glue> => {
  const require = createRequire(import.meta.url);
  const glue = require.resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = await import(pathToFileURL(glue).href);
  const bytes = fs.readFileSync(path.join(path.dirname(glue), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": module });
  module.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(message);
      },
    },
  });
  return module;
};

const openEngine = async (connection: PoolConfig): Promise<SchemaEngine> => {
  loading ??= loadGlue();
  const { SchemaEngine } = await loading;
  return SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new PrismaPg(connection)),
  );
};

const migrationsIn = (folder: string): MigrationList => ({
  baseDir: folder,
  lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
  shadowDbInitScript: "",
  migrationDirectories: fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok",
          value: fs.readFileSync(path.join(folder, name, "migration.sql"), "utf8"),
        },
      },
    })),
});

/** Applies what is not applied yet of the migrations in `folder`; answers their names. */
export const applyMigrations = async (
  connection: PoolConfig,
  folder: string,
): Promise<readonly string[]> => {
  const engine = await openEngine(connection);
  try {
    const output = await engine.applyMigrations({
      migrationsList: migrationsIn(folder),
      filters: noFilters,
    });
    return output.appliedMigrationNames;
  } finally {
    engine.free();
  }
};

const datamodel = (schema: string): DiffTarget => ({
  tag: "schemaDatamodel",
  files: [{ path: "schema.prisma", content: schema }],
  configDir: ".",
});

/**
 * The SQL that leads from one schema's text to another's; `null` starts from an empty database.
 * The engine asks for any empty PostgreSQL to draft on.
 */
export const draftMigration = async (
  connection: PoolConfig,
  from: string | null,
  to: string,
): Promise<string> => {
  const engine = await openEngine(connection);
  try {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: "empty" } : datamodel(from),
      to: datamodel(to),
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: noFilters,
    });
    return stdout ?? "";
  } finally {
    engine.free();
  }
};
