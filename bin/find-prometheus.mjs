// A Prometheus for the process tests: the one that is named or there, else Debian's.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const places = () => [
  ...(process.env.PROMETHEUS ? [process.env.PROMETHEUS] : []),
  ...`${process.env.PATH ?? ""}:/usr/local/bin:/opt/homebrew/bin`
    .split(":")
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, "prometheus")),
];

const isPrometheus = (file) => existsSync(file) && spawnSync(file, ["--version"]).status === 0;

/** The path of a Prometheus that can be started, or `null`; installs nothing. */
export const findPrometheus = () => places().find(isPrometheus) ?? null;

/** The same, but installs Debian's where that is possible. Its own service is not started. */
export const findOrInstallPrometheus = () => {
  const there = findPrometheus();
  if (there !== null) return there;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stderr.write("Installing Prometheus from Debian …\n");
    const quiet = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, RUNLEVEL: "1", DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "prometheus"], quiet);
  }
  return findPrometheus();
};

export const withoutPrometheus =
  "There is no Prometheus. Install it (apt install prometheus, brew install prometheus), or name one with PROMETHEUS=/path/to/prometheus.";
