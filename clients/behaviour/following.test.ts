import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import {
  eachLanguage,
  onTarget,
  startWorld,
  until,
  untilDecided,
} from "@/clients/behaviour/behaviour-world";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { exampleToken } from "@/lib/plane/example-plane";

const read = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const onLegacy = { owner: "python", decidedBy: "fallback" };

eachLanguage("following the plane", (command) => {
  test("a change, a new route and force arrive", async (ctx) => {
    const world = await startWorld(command, ctx);
    const client = await world.startClient();
    expect(await client.wait(10)).toBe(true);
    expect(await client.decide({ route: "R1" })).toEqual({
      owner: "python",
      decidedBy: "default",
      rule: { owner: "python" },
      epoch: 1,
      version: 42,
    });
    world.publish(onTarget(43));
    await untilDecided(client, { owner: "go", decidedBy: "capability", version: 43 });
    world.publish(onTarget(44, { routes: [exampleRoute("R1"), exampleRoute("NEW")] }));
    await untilDecided(client, { owner: "go", version: 44 }, "NEW");
    expect(await client.decide({ method: "GET", path: "/v2/NEW?tag=1" })).toMatchObject({
      owner: "go",
      decidedBy: "capability",
    });
    expect(await client.decide({ method: "GET", path: "/nowhere" })).toMatchObject(onLegacy);
    expect(await client.decide({ route: "R2" })).toMatchObject(onLegacy);
    const pulled = performance.now();
    world.publish(onTarget(45, { force: [programForce] }));
    await untilDecided(client, { owner: "python", decidedBy: "force" });
    expect(performance.now() - pulled).toBeLessThan(2000);
    const status = await client.status();
    expect(status).toMatchObject({ epoch: 1, version: 45, source: "stream", parseFailures: 0 });
  });

  test("without a network and without a file everything goes to legacy", async (ctx) => {
    const world = await startWorld(command, ctx);
    world.line.cut();
    const client = await world.startClient();
    expect(await client.wait(0.3)).toBe(false);
    expect(await client.decide({ route: "R1" })).toEqual({
      ...onLegacy,
      epoch: 0,
      version: 0,
      stale: true,
    });
    expect(await client.status()).toMatchObject({ ageSeconds: null, source: "none" });
    world.line.mend();
    await untilDecided(client, { version: 42 });
  });

  test("it starts without a network from what it kept, and says how old that is", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const before = await world.startClient();
    await untilDecided(before, { version: 42 });
    await until(
      () => read(path.join(world.folder, "last-good.json")),
      (text) => text !== "",
    );
    await before.kill();
    world.line.cut();
    const client = await world.startClient({ staleAfterSeconds: 0.5 });
    expect(await client.wait(0)).toBe(true);
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "go", version: 42 });
    expect(await client.status()).toMatchObject({ source: "cache" });
    await untilDecided(client, { owner: "go", stale: true });
    world.line.mend();
    world.publish(onTarget(43));
    expect(await untilDecided(client, { version: 43 })).not.toHaveProperty("stale");
    await until(
      () => client.status(),
      ({ source, problem }) => source === "stream" && problem === "",
    );
  });

  test("a kept file that is damaged or forged is not used, and is replaced", async (ctx) => {
    const world = await startWorld(command, ctx);
    const before = await world.startClient();
    await untilDecided(before, { version: 42 });
    const file = path.join(world.folder, "last-good.json");
    const good = await until(
      () => read(file),
      (text) => text !== "",
    );
    await before.kill();
    const nobody = `"ed25519:${"A".repeat(86)}=="`;
    const damages: Readonly<Record<string, string>> = {
      "cut off": good.slice(0, -20),
      "another program's": good.replace('"quay"', '"other"'),
      "changed to the target": good.replaceAll('"owner":"python"', '"owner":"go"'),
      "signed by nobody": good.replace(/"ed25519:[^"]*"/, nobody),
      deep: "[".repeat(200_000),
    };
    world.line.cut();
    for (const [what, text] of Object.entries(damages)) {
      writeFileSync(file, text);
      const client = await world.startClient();
      expect([what, await client.wait(0)]).toEqual([what, false]);
      expect(await client.decide({ route: "R1" })).toMatchObject(onLegacy);
      expect(await client.status()).toMatchObject({ parseFailures: 1 });
      if (what !== "deep") await client.kill();
    }
    world.line.mend();
    await until(
      () => read(file),
      (text) => text === good,
    );
  });

  test("the version never goes back, unless the epoch rises", async (ctx) => {
    const world = await startWorld(command, ctx);
    const client = await world.startClient();
    await untilDecided(client, { version: 42 });
    await world.leadToAnother(onTarget(41));
    await until(
      () => client.status(),
      ({ problem }) => problem.includes("went back to 1-41"),
    );
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "python", version: 42 });
    await world.leadToAnother(onTarget(3, { epoch: 2 }));
    await untilDecided(client, { owner: "go", epoch: 2, version: 3 });
    await world.leadToAnother(onTarget(900));
    await until(
      () => client.status(),
      ({ problem }) => problem.includes("went back to 1-900"),
    );
    expect(await client.decide({ route: "R1" })).toMatchObject({ epoch: 2, version: 3 });
  });

  test("a plane that is gone leaves the last good in force; what changed meanwhile is caught up", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient({ staleAfterSeconds: 0.6 });
    await untilDecided(client, { owner: "go" });
    world.line.cut();
    for (let version = 43; version < 50; version++) world.publish(onTarget(version));
    await untilDecided(client, { owner: "go", version: 42, stale: true });
    const { ageSeconds, problem } = await client.status();
    expect(ageSeconds).toBeGreaterThan(0.5);
    expect(problem).not.toBe("");
    world.line.mend();
    expect(await untilDecided(client, { owner: "go", version: 49 })).not.toHaveProperty("stale");
    await until(
      () => client.status(),
      ({ source, problem }) => source === "stream" && problem === "",
    );
  });

  test("a token that is revoked leaves the last good in force and says so", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient();
    await untilDecided(client, { owner: "go" });
    world.state.tokens = [exampleToken("secret", { revokedAt: "2026-11-21T02:00:00Z" })];
    world.tell({ kind: "tokens" });
    const told = await until(
      () => client.status(),
      ({ problem }) => problem.includes("401"),
    );
    expect(told.receiptProblem === "" || told.receiptProblem.includes("401")).toBe(true);
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "go", version: 42 });
    world.state.tokens = [exampleToken("secret")];
    world.publish(onTarget(43));
    world.tell({ kind: "tokens" });
    await untilDecided(client, { version: 43 });
    await until(
      () => client.status(),
      ({ problem }) => problem === "",
    );
  });

  test("an owner that is unknown, in a rule or of a worker, is no target", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient();
    await untilDecided(client, { owner: "go" });
    world.publish(
      onTarget(43, {
        capabilities: { "v2-pull": { owner: "rust" } },
        workers: { notificationworker: { owner: "rust", fence: 8 } },
      }),
    );
    await untilDecided(client, { ...onLegacy, version: 43 } as never);
    expect(await client.decide({ worker: "notificationworker" })).toMatchObject(onLegacy);
    expect(await client.decide({ worker: "nobody" })).toMatchObject(onLegacy);
  });

  test.for<[string, (text: string) => string]>([
    ["cut off", (text) => text.slice(0, -30)],
    ["changed", (text) => text.replace('"version":43', '"version":44')],
    [
      "signed by nobody",
      (text) => text.replace(/"ed25519:[^"]*"/, `"ed25519:${"A".repeat(86)}=="`),
    ],
    ["under another digest", (text) => text.replace(/"sha256:..../, '"sha256:0000')],
  ])("what comes %s is not used, and is asked for again", async ([_what, damage], ctx) => {
    const world = await startWorld(command, ctx);
    const client = await world.startClient();
    await untilDecided(client, { version: 42 });
    world.line.tamper(damage);
    world.publish(onTarget(43));
    await until(
      () => client.status(),
      ({ parseFailures }) => parseFailures >= 2,
    );
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "python", version: 42 });
    world.line.tamper(null);
    await untilDecided(client, { owner: "go", version: 43 });
  });

  test("only what a pinned key has signed is believed", async (ctx) => {
    const world = await startWorld(command, ctx);
    const stranger = await startWorld(command, ctx);
    const trusting = await world.startClient({ publicKeys: [world.publicKey] });
    await untilDecided(trusting, { version: 42 });
    const doubting = await world.startClient({
      publicKeys: [stranger.publicKey],
      cacheFile: path.join(world.folder, "other.json"),
    });
    await until(
      () => doubting.status(),
      ({ parseFailures }) => parseFailures > 0,
    );
    await sleep(200);
    expect(await doubting.decide({ route: "R1" })).toMatchObject(onLegacy);
    expect(await doubting.status()).toMatchObject({ version: 0, source: "none" });
  });

  test("legacy that is gone is never answered: not for damage, not under force", async (ctx) => {
    const gone = { "v2-pull": { owner: "rust", legacy: "gone" } } as never;
    const world = await startWorld(
      command,
      ctx,
      exampleSnapshot({ capabilities: gone, force: [programForce] }),
    );
    const client = await world.startClient();
    await untilDecided(client, { owner: "go", decidedBy: "fallback" });
    writeFileSync(path.join(world.folder, "force-legacy"), "");
    await untilDecided(client, { owner: "python", decidedBy: "local-force" }, "R3");
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "go" });
  });
});
