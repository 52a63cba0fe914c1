// A real PostgreSQL server for the tests: the one that is named, else one started here in a scratch folder.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";

/** The folder of the newest PostgreSQL's programs, or `null`. */
export const postgresBin = () => {
  const base = "/usr/lib/postgresql";
  if (fs.existsSync(base)) {
    const versions = fs.readdirSync(base).sort((one, other) => Number(other) - Number(one));
    const found = versions.find((version) => fs.existsSync(`${base}/${version}/bin/initdb`));
    if (found) return `${base}/${found}/bin`;
  }
  const which = spawnSync("which", ["initdb"], { encoding: "utf8" });
  return which.status === 0 ? path.dirname(fs.realpathSync(which.stdout.trim())) : null;
};

const isRoot = process.getuid?.() === 0;

const findOrInstall = () => {
  const found = postgresBin();
  if (found) return found;
  if (isRoot && fs.existsSync("/usr/bin/apt-get")) {
    process.stderr.write("Installing PostgreSQL from Debian …\n");
    const quiet = { stdio: ["ignore", "ignore", "inherit"] };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "postgresql"], quiet);
  }
  const installed = postgresBin();
  if (installed) return installed;
  process.stderr.write(
    "No PostgreSQL was found. Install it, or name one: SIGNALBOX_TEST_DATABASE_URL.\n",
  );
  process.exit(1);
};

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** PostgreSQL refuses to run as root, so root runs it as its own user. */
export const asServerUser = (command, args) => {
  const [name, rest] = isRoot
    ? ["runuser", ["-u", "postgres", "--", command, ...args]]
    : [command, args];
  const result = spawnSync(name, rest, {
    encoding: "utf8",
    cwd: os.tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (result.status !== 0) throw new Error(`${command} failed: ${result.stderr}`);
};

/** Starts a server on loopback and answers its address and how to stop it. */
export const startRealPostgres = async () => {
  const named = process.env.SIGNALBOX_TEST_DATABASE_URL;
  if (named) return { url: named, stop: async () => undefined };
  const bin = findOrInstall();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-pg-"));
  if (isRoot) spawnSync("chown", ["postgres", folder]);
  const data = path.join(folder, "data");
  const port = await freePort();
  asServerUser(`${bin}/initdb`, ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync"]);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c max_connections=300`;
  asServerUser(`${bin}/pg_ctl`, ["-D", data, "-o", options, "-l", `${folder}/log`, "-w", "start"]);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      asServerUser(`${bin}/pg_ctl`, ["-D", data, "-m", "fast", "-w", "stop"]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};
