// `npm run bench [suite …]`: measures against peers or a bare baseline in the same run, and prints tables.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { prepare, root } from "./prepare.mjs";

prepare("install", "generate", "bundle", "pages");
const folder = path.join(root, "bench");
const isSuite = (name) =>
  /^[a-z-]+\.ts$/.test(name) &&
  fs.readFileSync(path.join(folder, name), "utf8").includes("export const suite");
const known = fs
  .readdirSync(folder)
  .filter(isSuite)
  .map((name) => name.slice(0, -3));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  process.exit(2);
}

const built = spawnSync(
  path.join(root, "node_modules", ".bin", "esbuild"),
  [
    ...known.map((name) => `${name}=bench/${name}.ts`),
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--packages=external",
    "--out-extension:.js=.mjs",
    "--outdir=dist/bench",
    "--log-level=warning",
  ],
  { cwd: root, stdio: "inherit" },
);
if (built.status !== 0) process.exit(1);
process.chdir(root);

const print = (rows) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? "")))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index].length)));
  const isNumber = columns.map((column) =>
    rows.every((row) => /^[\d.,]*( \S+)?$/.test(String(row[column] ?? ""))),
  );
  for (const line of cells) {
    console.log(
      `  ${line.map((cell, index) => (isNumber[index] ? cell.padStart(widths[index]) : cell.padEnd(widths[index]))).join("  ")}`,
    );
  }
};

let missed = 0;
for (const name of wanted.length > 0 ? wanted : known) {
  const started = Date.now();
  const { suite } = await import(
    pathToFileURL(path.join(root, "dist", "bench", `${name}.mjs`)).href
  );
  const { rows, goals } = await suite.run();
  console.log(`\n${suite.name} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
  print(rows);
  for (const { says, holds } of goals) {
    console.log(`  ${holds ? "holds" : "MISSED"}  ${says}`);
    if (!holds) missed += 1;
  }
}
process.exit(missed > 0 ? 1 : 0);
