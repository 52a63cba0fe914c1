// A Chromium for the browser tests: one that is there, else Playwright's own, else Debian's.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "./prepare.mjs";

const known = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const ofPlaywright = () => {
  const require = createRequire(path.join(root, "package.json"));
  return require("@playwright/test").chromium.executablePath();
};

const install = (command, args) =>
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"] }).status === 0;

const isDebianRoot = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** The path of a Chromium that can be started; installs one when there is none. */
export const findChromium = () => {
  const there = [...known, ofPlaywright()].find((place) => place && existsSync(place));
  if (there) return there;
  if (isDebianRoot()) {
    process.stderr.write("Installing Chromium from Debian …\n");
    install("apt-get", ["update", "-qq"]);
    install("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  process.stderr.write("Installing Chromium through Playwright …\n");
  install(path.join(root, "node_modules", ".bin", "playwright"), ["install", "chromium"]);
  if (existsSync(ofPlaywright())) return ofPlaywright();
  process.stderr.write("No Chromium was found or could be installed. Set CHROMIUM to one.\n");
  process.exit(1);
};
