// An nginx for the laboratory: the one that is named or there, else Debian's.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const places = () => [
  ...(process.env.NGINX ? [process.env.NGINX] : []),
  ...`${process.env.PATH ?? ""}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin`
    .split(":")
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, "nginx")),
];

const isNginx = (file) => existsSync(file) && spawnSync(file, ["-v"]).status === 0;

/** The path of an nginx that can be started, or `null`; installs nothing. */
export const findNginx = () => places().find(isNginx) ?? null;

/** The same, but installs Debian's where that is possible. */
export const findOrInstallNginx = () => {
  const there = findNginx();
  if (there !== null) return there;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    process.stderr.write("Installing nginx from Debian …\n");
    const quiet = { stdio: ["ignore", "ignore", "inherit"] };
    spawnSync("apt-get", ["update", "-qq"], quiet);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "nginx-light"], quiet);
  }
  return findNginx();
};

export const withoutNginx =
  "There is no nginx. Install it (apt install nginx, brew install nginx), or name one with NGINX=/path/to/nginx.";
