import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { eachLanguage, startWorld, until, type World } from "@/clients/behaviour/behaviour-world";
import type { ClientDriver } from "@/clients/behaviour/client-driver";
import { exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";

const worker = "notificationworker";

const owned = (owner: string, version: number, more: Partial<Snapshot> = {}): Snapshot =>
  exampleSnapshot({ version, workers: { [worker]: { owner, fence: version } }, ...more });

/** Grants whoever asks as the owner, under the fence of the moment. */
const grant = (world: World, owner: string, fence: number, milliseconds: number): void => {
  world.office.answer = ({ workers }) => {
    const asked = workers.filter(({ wantsLease }) => wantsLease);
    const until_ = new Date(Date.now() + milliseconds).toISOString();
    const line = (of: string) => ({ worker: of, owner, fence, until: until_, milliseconds });
    return {
      leases: asked.filter((one) => one.owner === owner).map((one) => line(one.worker)),
      refused: asked
        .filter((one) => one.owner !== owner)
        .map((one) => ({ worker: one.worker, says: `It belongs to ${owner}.` })),
    };
  };
};

const eventsOf = async (client: ClientDriver): Promise<string> =>
  (await client.workerEvents())
    .map(({ event, fence }) => (event === "start" ? `start ${fence}` : event))
    .join(", ");

const untilEvents = (client: ClientDriver, wanted: string): Promise<string> =>
  until(
    () => eventsOf(client),
    (events) => events === wanted,
  );

/** On a machine that is kept from working a lease may end before it could be renewed; then it starts again. */
const untilLast = (client: ClientDriver, wanted: string): Promise<string> =>
  until(
    () => eventsOf(client),
    (events) => events.split(", ").at(-1) === wanted,
  );

const lastLine = ({ line }: World) => line.taken.at(-1)?.workers[0];

eachLanguage("running workers", (command) => {
  test("one starts under a lease, runs on while it is renewed, and stops before it ends", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 4000);
    const client = await world.startClient();
    await client.supervise(worker, "go", 1.5);
    await untilEvents(client, "start 8");
    await until(
      () => lastLine(world),
      (line) => line?.state === "running" && line.fence === 8 && line.leaseUntil !== null,
    );
    await sleep(4200);
    expect(await eventsOf(client)).toBe("start 8");
    world.line.cut();
    const cut = performance.now();
    await untilLast(client, "stop");
    // Counted from the receipt that was answered last; a stop takes 1.5 s of it.
    expect(performance.now() - cut).toBeLessThan(4000);
    world.line.mend();
    await untilLast(client, "start 8");
  });

  test("one stops before its lease ends also while a receipt is not answered", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 3000);
    const client = await world.startClient({ timeoutSeconds: 20, silentSeconds: 20 });
    await client.supervise(worker, "go", 1);
    await untilLast(client, "start 8");
    world.line.stall();
    const stalled = performance.now();
    await untilLast(client, "stop");
    expect(performance.now() - stalled).toBeLessThan(3000);
  });

  test("another owner in the snapshot stops it, and its lease is given back", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 60_000);
    const client = await world.startClient();
    await client.supervise(worker, "go", 0.4);
    await untilEvents(client, "start 8");
    world.publish(owned("off", 43));
    await untilEvents(client, "start 8, stop");
    await until(
      () => lastLine(world),
      (line) => line?.state === "stopped" && line.wantsLease === false && line.fence === 8,
    );
    grant(world, "go", 9, 60_000);
    world.publish(owned("go", 44));
    await untilEvents(client, "start 8, stop, start 9");
  });

  test("a higher fence stops what runs under the lower one, and starts it anew", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 60_000);
    const client = await world.startClient();
    await client.supervise(worker, "go", 0.4);
    await untilEvents(client, "start 8");
    grant(world, "go", 9, 60_000);
    await untilEvents(client, "start 8, stop, start 9");
  });

  test("nothing starts without a lease, and it says what it waits for", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    world.office.answer = () => ({
      leases: [],
      refused: [{ worker, says: "It waits for old-1 to stop." }],
    });
    const client = await world.startClient();
    await client.supervise(worker, "go", 0.4);
    const { workers } = await until(
      () => client.status(),
      ({ workers }) => workers[0]?.says !== "",
    );
    expect(workers).toMatchObject([
      { worker, owner: "go", state: "stopped", says: "It waits for old-1 to stop." },
    ]);
    expect(await eventsOf(client)).toBe("");
  });

  test("force stops the target's; legacy's starts once it is granted", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 60_000);
    const target = await world.startClient();
    const legacy = await world.startClient({ instance: "two" });
    await target.supervise(worker, "go", 0.4);
    await legacy.supervise(worker, "python", 0.4);
    await untilEvents(target, "start 8");
    grant(world, "python", 9, 60_000);
    world.publish(owned("go", 43, { force: [programForce] }));
    await untilEvents(target, "start 8, stop");
    await untilEvents(legacy, "start 9");
    // What was stopped on purpose is not started by force.
    world.publish(owned("off", 44, { force: [programForce] }));
    await untilEvents(legacy, "start 9, stop");
    expect(await eventsOf(target)).toBe("start 8, stop");
  });

  test("a lease that comes without the plane's snapshot starts nothing", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 60_000);
    world.line.tamper((text) => text.slice(0, -9));
    const client = await world.startClient();
    await client.supervise(worker, "go", 0.4);
    await until(
      () => client.status(),
      ({ parseFailures, receiptProblem }) => parseFailures > 2 && receiptProblem === "",
    );
    expect(await eventsOf(client)).toBe("");
    world.line.tamper(null);
    await untilEvents(client, "start 8");
  });

  test("at the end everything is stopped first, and then said", async (ctx) => {
    const world = await startWorld(command, ctx, owned("go", 42));
    grant(world, "go", 8, 60_000);
    const client = await world.startClient();
    await client.supervise(worker, "go", 0.4);
    await untilEvents(client, "start 8");
    await client.close();
    expect(await eventsOf(client)).toBe("start 8, stop");
    expect(world.line.taken.at(-1)).toMatchObject({
      leaving: true,
      workers: [{ worker, state: "stopped", wantsLease: false }],
    });
  });
});
