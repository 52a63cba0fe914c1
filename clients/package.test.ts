import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";

const folder = mkdtempSync(path.join(tmpdir(), "signalbox-package-"));
const place = path.join(folder, "node_modules", "signalbox");

const run = (command: string, args: readonly string[], cwd = folder): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
  return stdout;
};

beforeAll(() => {
  const tarball = run(process.execPath, ["bin/pack-client.mjs", folder], process.cwd()).trim();
  mkdirSync(place, { recursive: true });
  run("tar", ["xzf", tarball, "--strip-components=1", "-C", place]);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

test("the package is the client, its types and no dependency", () => {
  expect(readdirSync(place).sort()).toEqual([
    "LICENSE",
    "README.md",
    "client.d.ts",
    "client.mjs",
    "package.json",
  ]);
  const manifest = JSON.parse(readFileSync(path.join(place, "package.json"), "utf8")) as object;
  expect(manifest).toMatchObject({ name: "signalbox", engines: { node: ">=20.19" } });
  expect(Object.keys(manifest).filter((name) => /dependencies/i.test(name))).toEqual([]);
  const imported = readFileSync(path.join(place, "client.mjs"), "utf8").matchAll(
    /^\s*import\s[^;]*?from "([^"]+)"/gm,
  );
  for (const [, from] of imported) expect(from).toMatch(/^(node:)?[a-z/]+$/);
});

test("in an empty folder it follows a plane with nothing but Node", async () => {
  const snapshot = exampleSnapshot({ capabilities: { "v2-pull": { owner: "go" } } });
  const plane = await startExamplePlane(exampleSource(snapshot).source);
  writeFileSync(
    path.join(folder, "program.mjs"),
    `import { createClient } from "signalbox/client";
     const client = createClient({ url: process.argv[2], program: "quay", environment: "staging",
       token: "secret", legacy: "python" });
     console.log(client.decide({ route: "R1" }).owner);
     await client.start();
     console.log(await client.wait(10), client.decide({ method: "GET", path: "/v2/R1" }).owner);
     await client.close();`,
  );
  // Its end is awaited too: after a close nothing keeps the process.
  const said = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, ["program.mjs", plane.origin], {
      cwd: folder,
      env: { NODE_ENV: "test" },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
    }
    child.on("error", reject);
    child.on("exit", () => resolve(text));
  });
  await plane.close();
  expect(said).toBe("python\ntrue go\n");
});

test("its types fit the program of the README, and refuse what is none", () => {
  const readme = readFileSync(path.join(place, "README.md"), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const wrong = example.replace("token:", "tokens:");
  expect(wrong).not.toBe(example);
  writeFileSync(path.join(folder, "right.mts"), example);
  writeFileSync(path.join(folder, "wrong.mts"), wrong);
  const tsc = path.resolve("node_modules/typescript/bin/tsc");
  const how = "--noEmit --strict --target es2022 --module nodenext right.mts wrong.mts".split(" ");
  const { stdout } = spawnSync(process.execPath, [tsc, ...how], { cwd: folder, encoding: "utf8" });
  expect(stdout.trim().split("\n")).toHaveLength(1);
  expect(stdout).toMatch(/^wrong\.mts.*tokens/);
}, 30_000);
