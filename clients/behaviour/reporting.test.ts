import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import {
  eachLanguage,
  onTarget,
  startWorld,
  until,
  untilDecided,
  type World,
} from "@/clients/behaviour/behaviour-world";
import type { ClientDriver } from "@/clients/behaviour/client-driver";
import { exampleToken } from "@/lib/plane/example-plane";

const decidedIn = ({ line }: World): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { decisions } of line.taken) {
    for (const { route, owner, count } of decisions) {
      sums[`${route} ${owner}`] = (sums[`${route} ${owner}`] ?? 0) + count;
    }
  }
  return sums;
};

const decideTimes = async (client: ClientDriver, route: string, count: number): Promise<void> => {
  await Promise.all(Array.from({ length: count }, () => client.decide({ route })));
};

/** Values of the samples of one metric, by their labels. */
const samplesOf = (text: string, name: string): Record<string, number> =>
  Object.fromEntries(
    [...text.matchAll(new RegExp(`^${name}\\{(.*)\\} (.+)$`, "gm"))].map(([, labels, value]) => [
      labels ?? "",
      value === "+Inf" ? Number.POSITIVE_INFINITY : Number(value),
    ]),
  );

eachLanguage("reporting", (command, { name }) => {
  test("a receipt says what runs, what was decided and what was seen", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient();
    await client.wait(10);
    await decideTimes(client, "R1", 7);
    await decideTimes(client, "R3", 5);
    await client.decide({ method: "GET", path: "/v2/R2" });
    await client.decide({ method: "GET", path: "/nowhere" });
    await client.observed("go", 9);
    await client.queue("uploads", 4);
    const sums = await until(
      () => decidedIn(world),
      (sums) => sums["R2 go"] === 1,
    );
    expect(sums).toEqual({ "R1 go": 7, "R3 python": 5, "R2 go": 1 });
    const last = await until(
      () => world.line.taken.at(-1),
      (last) => last?.queues.length === 1,
    );
    expect(last).toMatchObject({
      instance: "one",
      client: `signalbox-${name}/1`,
      epoch: 1,
      version: 42,
      localForce: null,
      leaving: false,
      queues: [{ queue: "uploads", depth: 4 }],
    });
    expect(last?.runtime).not.toBe("");
    expect(Math.abs(Date.parse(last?.appliedAt ?? "") - Date.now())).toBeLessThan(20_000);
    const observed = world.line.taken.flatMap((receipt) => receipt.observed);
    expect(observed).toEqual([{ owner: "go", count: 9 }]);
  });

  test("a new version is reported at once", async (ctx) => {
    const world = await startWorld(command, ctx);
    const client = await world.startClient({ receiptSeconds: 60 });
    await untilDecided(client, { version: 42 });
    await until(
      () => world.line.taken.at(-1)?.version,
      (version) => version === 42,
    );
    world.publish(onTarget(43));
    await until(
      () => world.line.taken.at(-1)?.version,
      (version) => version === 43,
      2,
    );
  });

  test("no count is lost while the plane is gone, or refuses receipts", async (ctx) => {
    const world = await startWorld(command, ctx);
    const client = await world.startClient();
    await client.wait(10);
    await decideTimes(client, "R1", 10);
    await until(
      () => decidedIn(world)["R1 python"],
      (count) => count === 10,
    );
    world.state.tokens = [exampleToken("secret", { mayReport: false })];
    world.tell({ kind: "tokens" });
    await until(
      () => client.status(),
      ({ receiptProblem }) => receiptProblem !== "",
    );
    await decideTimes(client, "R1", 20);
    world.line.cut();
    await decideTimes(client, "R1", 30);
    await until(
      () => client.status(),
      ({ receiptProblem, problem }) => receiptProblem !== "" && problem !== "",
    );
    world.state.tokens = [exampleToken("secret")];
    world.tell({ kind: "tokens" });
    world.line.mend();
    await until(
      () => decidedIn(world)["R1 python"],
      (count) => count === 60,
    );
    await until(
      () => client.status(),
      ({ receiptProblem }) => receiptProblem === "",
    );
  });

  test("whatever a program says, the plane takes its receipts", async (ctx) => {
    const world = await startWorld(command, ctx);
    const reason = `the target\nloses\tuploads ${"🚂".repeat(400)}`;
    writeFileSync(path.join(world.folder, "force-legacy"), reason);
    const client = await world.startClient({ instance: `one\n${"é🚂".repeat(200)}` });
    await client.wait(10);
    await client.queue(`up\u0000loads ${"🚂".repeat(200)}`, -3);
    await client.queue("\n", 1);
    await client.observed("", 1);
    await client.observed("go\u0085", 3_000_000_000);
    await until(
      () => world.line.taken,
      (taken) =>
        taken.flatMap(({ observed }) => observed).reduce((sum, { count }) => sum + count, 0) ===
          3_000_000_000 && taken.at(-1)?.queues.length === 1,
    );
    expect(world.line.taken.at(-1)?.localForce?.reason).toMatch(/^the target loses uploads 🚂+$/u);
    expect(await client.status()).toMatchObject({ receiptProblem: "" });
  });

  test("a token that is none is refused, and told to nobody", async (ctx) => {
    const world = await startWorld(command, ctx);
    for (const token of ["", "geh\neim"]) {
      const refused = world.startClient({ token }).then(String, String);
      expect(await refused).toMatch(/the token is empty or holds/i);
      expect(await refused).not.toMatch(/geh|eim/);
    }
    // As it is read from a file.
    const client = await world.startClient({ token: "secret\n" });
    expect(await client.wait(10)).toBe(true);
  });

  test("its last word hands over the last counts, and says that it leaves", async (ctx) => {
    const world = await startWorld(command, ctx);
    const client = await world.startClient({ receiptSeconds: 60 });
    await client.wait(10);
    await until(
      () => world.line.taken.at(-1)?.version,
      (version) => version === 42,
    );
    await decideTimes(client, "R1", 11);
    await client.close();
    expect(world.line.taken.at(-1)).toMatchObject({
      leaving: true,
      decisions: [{ route: "R1", owner: "python", count: 11 }],
    });
    // Whoever closes twice, or asks afterwards, does no harm.
    await client.close();
    expect(await client.decide({ route: "R1" })).toMatchObject({ owner: "python" });
    expect(world.line.taken.filter(({ leaving }) => leaving)).toHaveLength(1);
  });

  test("local force works with nothing else up, and is told when the plane is back", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient();
    await untilDecided(client, { owner: "go" });
    world.line.cut();
    const file = path.join(world.folder, "force-legacy");
    const pulled = performance.now();
    writeFileSync(file, "the target loses uploads\n");
    await untilDecided(client, { owner: "python", decidedBy: "local-force", version: 42 });
    expect(performance.now() - pulled).toBeLessThan(2000);
    expect(await client.decide({ route: "unknown" })).toMatchObject({ decidedBy: "local-force" });
    world.line.mend();
    const told = await until(
      () => world.line.taken.at(-1)?.localForce,
      (force) => force !== null && force !== undefined,
    );
    expect(told?.reason).toBe("the target loses uploads");
    expect(Math.abs(Date.parse(told?.since ?? "") - Date.now())).toBeLessThan(20_000);
    rmSync(file);
    await untilDecided(client, { owner: "go", decidedBy: "capability" });
    await until(
      () => world.line.taken.at(-1)?.localForce,
      (force) => force === null,
    );
  });

  test("metrics are named as everybody names them, and add up", async (ctx) => {
    const world = await startWorld(command, ctx, onTarget(42));
    const client = await world.startClient();
    const place = 'program="quay",environment="staging"';
    await client.wait(10);
    await decideTimes(client, "R1", 3);
    await client.decide({ worker: "notificationworker" });
    await client.decide({ route: "unknown" });
    const text = await client.metrics();
    expect(samplesOf(text, "switch_owner_decision_total")).toEqual({
      [`${place},owner="go",decided_by="capability"`]: 3,
      [`${place},owner="python",decided_by="worker"`]: 1,
      [`${place},owner="python",decided_by="fallback"`]: 1,
    });
    expect(samplesOf(text, "switch_parse_failures_total")).toEqual({ [place]: 0 });
    const age = samplesOf(text, "switch_snapshot_age_seconds")[place];
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(5);
    for (const line of text.trimEnd().split("\n")) {
      expect(line).toMatch(
        /^# (HELP|TYPE) switch_[a-z_]+ .+$|^switch_[a-z_]+\{.+\} (\+Inf|[\d.]+)$/,
      );
    }
    world.line.tamper((damaged) => damaged.replace(/"sha256:..../, '"sha256:0000'));
    world.publish(onTarget(43));
    await until(
      () => client.metrics(),
      (text) => (samplesOf(text, "switch_parse_failures_total")[place] ?? 0) >= 1,
    );
    const failures = () =>
      world.line.taken.reduce((sum, { parseFailures }) => sum + parseFailures, 0);
    await until(failures, (count) => count >= 1);
    world.line.tamper(null);
    await untilDecided(client, { version: 43 });
    const { parseFailures } = await client.status();
    await until(failures, (count) => count === parseFailures);
  });

  test("without a snapshot the age is infinite", async (ctx) => {
    const world = await startWorld(command, ctx);
    world.line.cut();
    const client = await world.startClient();
    const ages = samplesOf(await client.metrics(), "switch_snapshot_age_seconds");
    expect(Object.values(ages)).toEqual([Number.POSITIVE_INFINITY]);
  });
});
