// `npm run pack:client [-- <folder>]`: makes the package `signalbox` as programs install it for
// `import … from "signalbox/client"`: one file, its types, no dependency. Writes the tarball into the folder.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const run = (command, args, cwd) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]}: ${error ?? stderr}`);
  return stdout;
};

/** Bundles the client with everything it imports. */
export const bundleClient = (outfile) =>
  run(
    path.join(root, "node_modules", ".bin", "esbuild"),
    [
      "clients/typescript/create-client.ts",
      "--bundle",
      "--platform=node",
      "--format=esm",
      "--target=node20",
      `--outfile=${outfile}`,
      "--log-level=warning",
    ],
    root,
  );

const packClient = (folder) => {
  const { version, description, license, engines } = JSON.parse(
    fs.readFileSync(path.join(root, "package.json"), "utf8"),
  );
  const place = path.join(folder, "package");
  fs.rmSync(place, { recursive: true, force: true });
  fs.mkdirSync(place, { recursive: true });
  bundleClient(path.join(place, "client.mjs"));
  const copies = {
    "clients/typescript/client-types.d.ts": "client.d.ts",
    "clients/README.md": "README.md",
    LICENSE: "LICENSE",
  };
  for (const [from, to] of Object.entries(copies)) {
    fs.copyFileSync(path.join(root, from), path.join(place, to));
  }
  const manifest = {
    name: "signalbox",
    version,
    description: `Client of Signalbox. ${description}`,
    license,
    type: "module",
    engines,
    exports: { "./client": { types: "./client.d.ts", default: "./client.mjs" } },
  };
  fs.writeFileSync(path.join(place, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], place));
  return path.join(folder, packed.filename);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  console.log(packClient(path.resolve(process.argv[2] ?? path.join(root, "dist"))));
}
