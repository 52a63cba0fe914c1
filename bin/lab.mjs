// `npm run lab`: a program between two implementations in small, with a real nginx and real traffic.
// `npm run lab -- --stay` leaves it running, to be flipped by hand.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { findOrInstallNginx, withoutNginx } from "./find-nginx.mjs";
import { prepare, root } from "./prepare.mjs";

const binary = findOrInstallNginx();
if (binary === null) {
  console.error(withoutNginx);
  process.exit(1);
}
prepare("install", "generate", "bundle", "pages");
const built = spawnSync(
  path.join(root, "node_modules", ".bin", "esbuild"),
  [
    "lab/run-lab.ts",
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--packages=external",
    "--outfile=dist/lab.mjs",
    "--log-level=warning",
  ],
  { cwd: root, stdio: "inherit" },
);
if (built.status !== 0) process.exit(1);
process.chdir(root);
const { runLab } = await import(pathToFileURL(path.join(root, "dist", "lab.mjs")).href);
await runLab(binary, process.argv.includes("--stay"));
