// What must be there before anything else runs: dependencies, the generated client, the builds.
// Plain JavaScript without dependencies: it runs in a fresh clone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundleClient } from "./pack-client.mjs";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const stampFile = (name) => path.join(root, "node_modules", ".signalbox", name);
const readStamp = (name) => {
  try {
    return fs.readFileSync(stampFile(name), "utf8");
  } catch {
    return "";
  }
};
const writeStamp = (name, value) => {
  fs.mkdirSync(path.dirname(stampFile(name)), { recursive: true });
  fs.writeFileSync(stampFile(name), value);
};

const run = (what, command, args, env = {}) => {
  const started = Date.now();
  process.stderr.write(`${what} …\n`);
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}\n${what} failed.\n`);
    process.exit(1);
  }
  process.stderr.write(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
};

const bin = (name) => path.join(root, "node_modules", ".bin", name);

/** A digest of names, sizes and contents of the sources below the given places. */
const digestOf = (places) => {
  const hash = createHash("sha256").update(process.version);
  const walk = (place) => {
    const full = path.join(root, place);
    if (!fs.existsSync(full)) return;
    if (fs.statSync(full).isDirectory()) {
      for (const name of fs.readdirSync(full).sort()) {
        if (name === "generated" || name.includes(".test.")) continue;
        walk(path.join(place, name));
      }
    } else {
      hash.update(place).update("\0").update(fs.readFileSync(full)).update("\0");
    }
  };
  for (const place of places) walk(place);
  return hash.digest("hex");
};

const install = () => {
  const wanted = digestOf(["package-lock.json"]);
  const isThere = fs.existsSync(path.join(root, "node_modules", "next", "package.json"));
  if (isThere && readStamp("installed") === wanted) return;
  run("Installing packages", "npm", ["ci", "--no-audit", "--no-fund"]);
  writeStamp("installed", wanted);
};

const generate = () => {
  const wanted = digestOf(["prisma/schema.prisma", "package-lock.json"]);
  const isThere = fs.existsSync(path.join(root, "prisma", "generated", "client.ts"));
  if (isThere && readStamp("generated") === wanted) return;
  // Generating needs no engine, but the tool wants to download one unless it is told of a file.
  run("Generating the database client", bin("prisma"), ["generate"], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
  });
  writeStamp("generated", wanted);
};

const bundleSources = [
  "lib",
  "bin",
  "prisma",
  "bench",
  "clients/typescript",
  "server.ts",
  "package-lock.json",
  "tsconfig.json",
];
const pageSources = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "next.config.mjs",
  "postcss.config.mjs",
  "package-lock.json",
  "tsconfig.json",
];

/** What runs outside Next: the server, the command line, the database's thread. */
const bundles = {
  server: "server.ts",
  "pglite-worker": "lib/server/embedded/pglite-worker.ts",
  "tracker-worker": "lib/server/inventory/tracker-worker.ts",
  "report-worker": "lib/server/evidence/report-worker.ts",
  cli: "bin/cli.ts",
  "draft-migration": "bin/draft-migration.ts",
};

const bundle = () => {
  const wanted = digestOf(bundleSources);
  if (readStamp("bundled") === wanted && fs.existsSync(path.join(root, "dist", "server.mjs")))
    return;
  const entries = Object.entries(bundles)
    .filter(([, source]) => fs.existsSync(path.join(root, source)))
    .map(([name, source]) => `${name}=${source}`);
  const common = [
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--sourcemap",
    "--out-extension:.js=.mjs",
    "--outdir=dist",
    "--log-level=warning",
  ];
  run("Bundling the server", bin("esbuild"), [...entries, ...common, "--packages=external"]);
  // The package's client stands alone: a program that installs it needs nothing but Node.
  bundleClient(path.join(root, "dist", "client.mjs"));
  // So does what runs beside a gateway; some of what it is made of still asks for require.
  const banner =
    "--banner:js=import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);";
  run("Bundling edge and agent", bin("esbuild"), ["gateway=bin/gateway.ts", banner, ...common]);
  writeStamp("bundled", wanted);
};

const buildPages = () => {
  const wanted = digestOf(pageSources);
  if (readStamp("built") === wanted && fs.existsSync(path.join(root, ".next", "BUILD_ID"))) return;
  run("Building the pages", bin("next"), ["build"], { NEXT_TELEMETRY_DISABLED: "1" });
  writeStamp("built", wanted);
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** Two starts in one folder take turns: neither may read what the other is half-way through building. */
const takeTurn = () => {
  const file = path.join(root, ".prepare-lock");
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let isTold = false; ; ) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    let holder = "";
    try {
      holder = fs.readFileSync(file, "utf8");
    } catch {
      continue;
    }
    if (holder !== "" && !isAlive(Number(holder))) fs.rmSync(file, { force: true });
    else {
      if (!isTold)
        process.stderr.write(`Waiting for process ${holder}, which is building here …\n`);
      isTold = true;
      Atomics.wait(pause, 0, 0, 200);
    }
  }
};

const steps = { install, generate, bundle, pages: buildPages };

/** Does the named steps, each only when its sources have changed since it was last done. */
export const prepare = (...names) => {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`Signalbox needs Node 20.19 or newer; this is ${process.version}.\n`);
    process.exit(1);
  }
  const endTurn = takeTurn();
  process.on("exit", endTurn);
  for (const name of names) steps[name]();
  process.off("exit", endTurn);
  endTurn();
};
