import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFixtures } from "@/bench/real-fixtures";
import { call, change, follow, switches, until, versionOf } from "@/e2e/process/api";
import {
  adminToken,
  ended,
  type Home,
  newHome,
  outputOf,
  type Server,
  startServer,
} from "@/e2e/process/start-server";
import type { ImportSummary } from "@/lib/contract/imports";
import type { ProgramSummary } from "@/lib/contract/programs";

const real = realFixtures();
const program = "quay-real";

describe.skipIf(real === null)("a newcomer with the real trackers", () => {
  const trackers = path.join(real ?? "", "quay");
  let home: Home;
  let server: Server;
  beforeAll(async () => {
    home = await newHome({ isUntouched: true });
    server = await startServer(home);
  });
  afterAll(async () => {
    await server.stop();
    await home.remove();
  });

  /** What somebody types in a shell, with the server's address and a token in the environment. */
  const signalbox = async (...words: string[]): Promise<{ code: number | null; says: string }> => {
    const child = spawn(process.execPath, ["bin/signalbox", ...words], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        SIGNALBOX_URL: server.address,
        SIGNALBOX_TOKEN: adminToken,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const says = outputOf(child);
    return { code: await ended(child), says: says() };
  };
  const importing = ["import", "--program", program, trackers];
  const creating = ["--create", "--legacy", "python", "--target", "go"];

  test("is told how to create the program, and is shown what would come before anything is written", async () => {
    const missing = await signalbox(...importing);
    expect(missing).toMatchObject({ code: 1, says: expect.stringContaining("Add --create") });
    const shown = await signalbox(...importing, ...creating);
    expect(shown.code).toBe(0);
    expect(shown.says).toMatch(/route +create 413, change 0, leave 0/);
    expect(shown.says).toContain("Nothing was written");
    expect((await call(server, "GET", `/programs/${program}`)).status).toBe(404);
  });

  test("imports them once: every kind in its number, and again changes nothing and says so", async () => {
    const first = await signalbox(...importing, ...creating, "--yes", "--json");
    expect(first.code).toBe(0);
    const { summary } = JSON.parse(first.says) as { summary: ImportSummary };
    expect(summary.creates).toMatchObject({
      route: 413,
      worker: 36,
      queue: 9,
      "runtime-component": 8,
      "storage-driver": 15,
      tool: 16,
    });
    expect(summary.routesByFamily).toEqual({
      "api-v1": 268,
      web: 65,
      "registry-v1": 26,
      "registry-v2": 19,
      oauth2: 10,
      other: 10,
      keys: 4,
      secscan: 3,
      webhooks: 3,
      realtime: 2,
      "well-known": 2,
      oauth1: 1,
    });
    expect(summary.routesByWave).toEqual({ A1: 43, A2: 274, A3: 22, A4: 74 });
    const before = await call<ProgramSummary>(server, "GET", `/programs/${program}`);
    const again = await signalbox(...importing, "--yes");
    expect(again).toMatchObject({ code: 0, says: expect.stringContaining("Nothing to change") });
    const after = await call<ProgramSummary>(server, "GET", `/programs/${program}`);
    expect(after.body).toEqual(before.body);
  });

  test("flips a family in staging, follows it, goes back, forces, lifts, and is refused in production", async () => {
    const rules = (owner: string) => [{ level: "family", key: "registry-v2", owner }];
    const client = follow(server, program);
    await until("the first snapshot", () => client.versions.length > 0);
    const expectedVersion = await versionOf(server, program);
    const asked = performance.now();
    const flipped = await change(server, program, { expectedVersion, rules: rules("go") });
    expect(flipped).toMatchObject({
      status: 200,
      body: { version: expectedVersion + 1, effect: { kind: "flip", routesMoved: 19 } },
    });
    await until("the flip at the client", () =>
      client.versions.some(({ version }) => version === expectedVersion + 1),
    );
    const received = client.versions.find(({ version }) => version === expectedVersion + 1)?.at;
    console.log(
      `413 routes, flip asked for -> received: ${Math.round((received ?? 0) - asked)} ms`,
    );
    const back = await change(server, program, { rules: rules("python") });
    expect(back).toMatchObject({ status: 200, body: { effect: { kind: "rollback" } } });
    const force = `${switches(program)}/force`;
    expect((await call(server, "PUT", force, { reason: "errors rise" })).status).toBe(200);
    expect((await call(server, "DELETE", force, { reason: "calm again" })).status).toBe(200);
    await until("the last version at the client", () =>
      client.versions.some(({ version }) => version === expectedVersion + 4),
    );
    const seen = client.versions.map(({ version }) => version);
    expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other));
    client.stop();
    const production = { expectedVersion: 2, rules: rules("go") };
    const refused = await change(server, program, production, "production");
    expect(refused).toMatchObject({ status: 409, body: { code: "needs-request" } });
    expect(refused.body.detail).toContain("needs a request and an approval");
  });

  test("verifies the audit log, live and from an export, and is told where a forged one breaks", async () => {
    const live = await signalbox("audit", "verify");
    expect(live).toMatchObject({ code: 0, says: expect.stringMatching(/quay-real: intact, \d+/) });
    const exported = await fetch(`${server.address}/api/v1/programs/${program}/audit/export`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-export-"));
    const file = path.join(folder, "audit.jsonl");
    const text = await exported.text();
    fs.writeFileSync(file, text);
    expect((await signalbox("audit", "verify", "--file", file)).code).toBe(0);
    fs.writeFileSync(file, text.replace("errors rise", "all was well"));
    const forged = await signalbox("audit", "verify", "--file", file);
    expect(forged).toMatchObject({
      code: 1,
      says: expect.stringMatching(/BROKEN after \d+ events/),
    });
    fs.rmSync(folder, { recursive: true });
  });
});
