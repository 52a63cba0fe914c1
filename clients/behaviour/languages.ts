import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import type { Command } from "@/clients/behaviour/client-driver";

export type Language = {
  readonly name: "python" | "go" | "typescript";
  /** Why it cannot run here, or `null`. */
  readonly missing: string | null;
  /** Makes the driver, which may take a moment. */
  readonly prepare: () => Command;
  /** Runs what only this language can get wrong; gives what that said where it failed, else nothing. */
  readonly runOwnTests: () => string;
};

const root = path.resolve(".");

const firstThere = (candidates: readonly (string | undefined)[], asks: string): string | null =>
  candidates.find(
    (candidate) =>
      candidate !== undefined &&
      (!candidate.includes("/") || existsSync(candidate)) &&
      spawnSync(candidate, [asks]).status === 0,
  ) ?? null;

/** A Python 3 of this machine; `SIGNALBOX_PYTHON` names another. */
const findPython = (): string | null =>
  firstThere([process.env.SIGNALBOX_PYTHON, "python3", "/usr/bin/python3"], "--version");

/** A Go of this machine; `SIGNALBOX_GO` names another. */
const findGo = (): string | null =>
  firstThere(
    [process.env.SIGNALBOX_GO, "go", "/usr/local/go/bin/go", "/usr/lib/go/bin/go"],
    "version",
  );

/** What a command said where it failed, else nothing. */
const failureOf = (
  file: string,
  args: readonly string[],
  cwd: string,
  env = process.env,
): string => {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, env, encoding: "utf8" });
  return status === 0 ? "" : `${file} ${args.join(" ")}: ${stdout}${stderr}`;
};

const folder = (): string => mkdtempSync(path.join(tmpdir(), "signalbox-client-"));

/** Nothing is downloaded: the client has no dependency. */
const goEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GOFLAGS: "-mod=mod",
  GOPROXY: "off",
  GOTOOLCHAIN: "local",
});

const python = (): Language => {
  const found = findPython();
  return {
    name: "python",
    missing: found === null ? "no python3 was found; install it or set SIGNALBOX_PYTHON" : null,
    prepare: () => ({
      file: found ?? "python3",
      args: ["-B", path.join(root, "clients/python/driver.py")],
      cwd: root,
    }),
    runOwnTests: () =>
      failureOf(found ?? "python3", ["-B", "-m", "unittest"], path.join(root, "clients/python")),
  };
};

const go = (): Language => {
  const found = findGo();
  return {
    name: "go",
    missing: found === null ? "no go was found; install it or set SIGNALBOX_GO" : null,
    prepare: () => {
      const file = path.join(folder(), "driver");
      const built = spawnSync(found ?? "go", ["build", "-o", file, "./driver"], {
        cwd: path.join(root, "clients/go"),
        env: goEnvironment(),
        encoding: "utf8",
      });
      if (built.status !== 0) throw new Error(`go build: ${built.stderr}`);
      return { file, args: [], cwd: root };
    },
    runOwnTests: () => {
      const place = path.join(root, "clients/go");
      const run = (what: string): string =>
        failureOf(found ?? "go", [what, "./..."], place, goEnvironment());
      return run("vet") + run("test");
    },
  };
};

// The package's entry decides through a client alone; the domain's own rules beside it, of the same sources,
// answer what the suite asks without a plane.
const typescriptEntry = `
export { createClient } from "@/clients/typescript/create-client";
export { indexSnapshot } from "@/lib/domain/index-snapshot";
export { compileRoutes } from "@/lib/domain/route-table";
export { resolveOwner } from "@/lib/domain/resolve-owner";
export { compileRe2 } from "@/lib/formats/re2";
`;

const typescript = (): Language => ({
  name: "typescript",
  missing: null,
  prepare: () => {
    const bundle = path.join(folder(), "client.mjs");
    buildSync({
      stdin: { contents: typescriptEntry, resolveDir: root, loader: "ts" },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      outfile: bundle,
    });
    const driver = path.join(root, "clients/behaviour/driver.mjs");
    return { file: process.execPath, args: [driver, bundle], cwd: root };
  },
  // They are here, with everybody's.
  runOwnTests: () => "",
});

/** Every language that there is a client for, whether it is on this machine or not. */
export const languages = (): readonly Language[] => [typescript(), python(), go()];
