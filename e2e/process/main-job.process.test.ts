import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { call, change, follow, newProgram, switches, until, versionOf } from "@/e2e/process/api";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";

let home: Home;
let servers: Server[];
beforeAll(async () => {
  home = await newHome();
  servers = [await startServer(home)];
  // On a real database two control planes run side by side, and every test may use either.
  if (!home.isEmbedded) servers.push(await startServer(home));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await home.remove();
});
const first = (): Server => servers[0] as Server;
const last = (): Server => servers.at(-1) as Server;
const toGo = [{ level: "family", key: "registry", owner: "go" }];
const toPython = [{ level: "family", key: "registry", owner: "python" }];

describe("a flip in staging", () => {
  test("reaches a client that follows the stream of another process, and rolls back without a version", async () => {
    const program = await newProgram(first());
    const client = follow(last(), program);
    await client.ready;
    await until("the first snapshot", () => client.versions.length > 0);
    const expectedVersion = await versionOf(first(), program);
    const started = performance.now();
    const flipped = await change(first(), program, { expectedVersion, rules: toGo });
    expect(flipped).toMatchObject({
      status: 200,
      body: { version: expectedVersion + 1, effect: { kind: "flip", routesMoved: 8 } },
    });
    const { version } = flipped.body;
    await until("the flip at the client", () =>
      client.versions.some((seen) => seen.version === version),
    );
    const arrived = client.versions.find((seen) => seen.version === version)?.at ?? 0;
    console.log(
      `flip asked for -> received by a stream client: ${Math.round(arrived - started)} ms`,
    );
    const back = await change(first(), program, { rules: toPython });
    expect(back).toMatchObject({ status: 200, body: { effect: { kind: "rollback" } } });
    const again = await change(last(), program, { rules: toPython });
    expect(again).toMatchObject({
      status: 200,
      body: { repeated: true, version: back.body.version },
    });
    client.stop();
  });

  test("by two people at once: one wins, the other is told what changed", async () => {
    const program = await newProgram(first());
    const expectedVersion = await versionOf(first(), program);
    const other = [{ level: "family", key: "api", owner: "go" }];
    const answers = await Promise.all([
      change(first(), program, { expectedVersion, rules: toGo }),
      change(last(), program, { expectedVersion, rules: other }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409);
    expect(loser?.body).toMatchObject({ code: "stale-version" });
    expect(loser?.body.reasons[0]?.says).toContain(`Version ${expectedVersion + 1}`);
    expect(await versionOf(first(), program)).toBe(expectedVersion + 1);
  });

  test("retried with the same changeId changes nothing twice, and the id means one change only", async () => {
    const program = await newProgram(first());
    const body = { expectedVersion: await versionOf(first(), program), changeId: randomUUID() };
    const answers = await Promise.all(
      [first(), last(), first()].map((server) => change(server, program, { ...body, rules: toGo })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body: { version } }) => version)).size).toBe(1);
    expect(answers.filter(({ body: { repeated } }) => !repeated)).toHaveLength(1);
    const reused = await change(first(), program, { ...body, rules: toPython });
    expect(reused).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});

describe("production", () => {
  test("refuses a flip in words; force and lift work, and repeating a force succeeds", async () => {
    const program = await newProgram(first());
    const flip = await change(first(), program, { expectedVersion: 2, rules: toGo }, "production");
    expect(flip).toMatchObject({ status: 409, body: { code: "needs-request" } });
    expect(flip.body.detail).toContain("needs a request and an approval");
    const place = `${switches(program, "production")}/force`;
    const forced = await call(first(), "PUT", place, { reason: "errors rise" });
    expect(forced.status).toBe(200);
    expect((await call(last(), "PUT", place, { reason: "errors rise" })).body).toMatchObject({
      repeated: true,
    });
    expect((await call(last(), "DELETE", place, { reason: "calm again" })).status).toBe(200);
  });
});
