import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";

export const adminToken = "token-of-the-process-tests-01";

export type Server = {
  readonly address: string;
  readonly output: () => string;
  /** As a power cut would: nothing gets the chance to end well. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What survives a process: a data folder, or a database on a real server. */
export type Home = {
  readonly env: Readonly<Record<string, string>>;
  readonly isEmbedded: boolean;
  readonly remove: () => Promise<void>;
};

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-process-"));

/** One statement over a connection of its own: the server may restart between two of them. */
export const askServer = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
};

/**
 * A home on the real server that SIGNALBOX_TEST_DATABASE_URL names, else in an embedded database's folder,
 * which is migrated where the run has made one; `isUntouched` leaves that to the server's first start.
 */
export const newHome = async ({ isUntouched = false } = {}): Promise<Home> => {
  const url = process.env.SIGNALBOX_TEST_DATABASE_URL;
  const folder = newFolder();
  const base = { SIGNALBOX_DATA: folder };
  if (!url) {
    const migrated = process.env.SIGNALBOX_TEST_HOME;
    if (migrated && !isUntouched) fs.cpSync(migrated, folder, { recursive: true });
    return {
      env: base,
      isEmbedded: true,
      remove: async () => fs.rmSync(folder, { recursive: true, force: true }),
    };
  }
  const name = `process_${process.pid}_${Date.now().toString(36)}`;
  await askServer(url, `CREATE DATABASE ${name}`);
  return {
    env: { ...base, DATABASE_URL: url.replace(/\/[^/?]*(\?|$)/, `/${name}$1`) },
    isEmbedded: false,
    remove: async () => {
      await askServer(url, `DROP DATABASE ${name} WITH (FORCE)`);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};

const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Lets a process not outlive the tests that started it, also where they fail before they end it. */
export const endingWithTests = <Child extends ChildProcess>(child: Child): Child => {
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
};

export const spawnServer = (env: Readonly<Record<string, string>>): ChildProcess =>
  endingWithTests(
    spawn(process.execPath, ["--no-deprecation", "dist/server.mjs"], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "production",
        SIGNALBOX_EXAMPLES: "off",
        SIGNALBOX_LOG: "error",
        SIGNALBOX_ADMIN_TOKEN: adminToken,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );

export const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once("exit", (code) => resolve(code)));

/** Collects what a process prints, on both streams. */
export const outputOf = (child: ChildProcess): (() => string) => {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return () => text;
};

/** Starts a server on a home, at a free port unless told, and waits until it answers. */
export const startServer = async (home: Home, at?: number): Promise<Server> => {
  const port = at ?? (await freePort());
  const child = spawnServer({ ...home.env, PORT: String(port) });
  const output = outputOf(child);
  const address = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 90_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended: ${output()}`);
    if (Date.now() > deadline) throw new Error(`The server did not start: ${output()}`);
    if (output().includes("is ready on")) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  return { address, output, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
};
