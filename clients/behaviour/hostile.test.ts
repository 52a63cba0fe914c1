import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  eachLanguage,
  onTarget,
  startWorld,
  until,
  untilDecided,
} from "@/clients/behaviour/behaviour-world";
import {
  answerPacked,
  answerWithoutEnd,
  startDrip,
  startServer,
} from "@/clients/behaviour/hostile-plane";

const times = (asked: readonly string[], end: string): number =>
  asked.filter((one) => one === end).length;

eachLanguage("a plane that misbehaves", (command) => {
  test("a redirect is not followed: nobody else gets the token", async (ctx) => {
    const world = await startWorld(command, ctx);
    const elsewhere = await startServer(ctx, (_request, response) => response.end("{}"));
    const redirecting = await startServer(ctx, ({ url = "" }, response) => {
      response.writeHead(307, { location: `${elsewhere.url}${url}` }).end();
    });
    const client = await world.startClient({ url: redirecting.url });
    await until(
      () => redirecting.asked,
      (asked) => ["stream", "snapshot", "receipts"].every((end) => times(asked, end) > 1),
    );
    expect(elsewhere.asked).toEqual([]);
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "python" });
    expect((await client.status()).problem).not.toBe("");
  });

  test("an answer without an end is given up", async (ctx) => {
    const world = await startWorld(command, ctx);
    const endless = await startServer(ctx, answerWithoutEnd);
    const client = await world.startClient({
      url: endless.url,
      timeoutSeconds: 15,
      silentSeconds: 15,
    });
    const said = new Set<string>();
    await until(
      async () => said.add((await client.status()).problem),
      () => [...said].filter((problem) => problem.includes("too long")).length === 2,
      18,
    );
    await until(
      () => client.status(),
      ({ receiptProblem }) => receiptProblem.includes("too long"),
    );
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "python" });
    await client.kill();
  });

  test("a small answer that unpacks to a large one is given up", async (ctx) => {
    const world = await startWorld(command, ctx);
    const packed = await startServer(ctx, answerPacked);
    const client = await world.startClient({ url: packed.url, timeoutSeconds: 15 });
    await until(
      () => client.status(),
      ({ problem }) => problem.includes("too long"),
    );
  });

  test("an answer that drips is given up, wherever it drips", async (ctx) => {
    const world = await startWorld(command, ctx);
    const drip = await startDrip(ctx);
    const client = await world.startClient({
      url: drip.url,
      timeoutSeconds: 0.7,
      silentSeconds: 0.7,
    });
    await until(
      () => drip.asked,
      (asked) => ["stream", "snapshot", "receipts"].every((end) => times(asked, end) > 1),
    );
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "python" });
  });

  test("while nothing is answered it decides, heeds local force, and closes soon", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient({ timeoutSeconds: 20, silentSeconds: 20 });
    await untilDecided(client, { owner: "go" });
    world.line.stall();
    writeFileSync(path.join(world.folder, "force-legacy"), "");
    const pulled = performance.now();
    await untilDecided(client, { owner: "python", decidedBy: "local-force" });
    expect(performance.now() - pulled).toBeLessThan(2000);
    const closing = performance.now();
    await client.close();
    expect(performance.now() - closing).toBeLessThan(5000);
  });
});
