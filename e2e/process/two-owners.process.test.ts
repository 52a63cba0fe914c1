import { randomInt } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, switches, until } from "@/e2e/process/api";
import { seededRandom } from "@/e2e/process/seeded-random";
import { signInSomebody } from "@/e2e/process/sign-in";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";
import { newSupervisor, readJournal, type Supervisor } from "@/e2e/process/supervisors";
import type { ImportView } from "@/lib/contract/imports";
import type { WorkerView } from "@/lib/contract/workers";

const program = "two-owners";
const worker = "gc";
const leaseSeconds = 3;
const reason = "for the test";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-two-owners-"));
const serverClock = path.join(folder, "server.clock");

/** Loaded before the server: its wall clock, and so that of its embedded database, is as wrong as the file says. */
const shiftedClock = `
import fs from "node:fs";
const realNow = Date.now;
let shift = 0;
let readAt = -Infinity;
const now = () => {
  if (performance.now() - readAt > 20) {
    readAt = performance.now();
    try { shift = Number(fs.readFileSync(${JSON.stringify(serverClock)}, "ascii")) * 1000; } catch {}
  }
  return realNow() + shift;
};
globalThis.Date = class extends Date {
  constructor(...given) { super(...(given.length === 0 ? [now()] : given)); }
  static now() { return now(); }
  // Its own, not inherited: the pages' framework copies what it finds.
  static parse = Date.parse;
  static UTC = Date.UTC;
};
`;

let home: Home;
let server: Server;
/** No token breaks glass. */
let engineer: Record<string, string>;
let legacy: Supervisor;
let target: Supervisor;
/** Whose worker the rules name. */
let owner = "python";

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeAll(async () => {
  const clock = path.join(folder, "shifted-clock.mjs");
  fs.writeFileSync(clock, shiftedClock);
  home = await newHome();
  const env = {
    ...home.env,
    SIGNALBOX_LEASE_SECONDS: String(leaseSeconds),
    NODE_OPTIONS: `--import=${pathToFileURL(clock).href}`,
  };
  home = { ...home, env };
  server = await startServer(home);
  await call(server, "POST", "/programs", { key: program, legacy: "python", target: "go" });
  const form = new FormData();
  const tracker = `worker_id,worker_name,owner,status\nW-1,${worker},team-a,planned`;
  form.append("files", new Blob([tracker]), "workers.csv");
  const { id } = (await call<ImportView>(server, "POST", `/programs/${program}/imports`, form))
    .body;
  await call(server, "POST", `/programs/${program}/imports/${id}/apply`, {});
  engineer = await signInSomebody(server);
  const place = { program, worker, folder };
  [legacy, target] = await Promise.all([
    newSupervisor(server, "python", place),
    newSupervisor(server, "go", place),
  ]);
  legacy.start();
  target.start();
});
afterAll(async () => {
  await Promise.all([legacy.stop(), target.stop()]);
  await server.stop();
  await home.remove();
  fs.rmSync(folder, { recursive: true });
});

type Workers = { version: number; workers: WorkerView[] };

const look = async (): Promise<WorkerView & { version: number }> => {
  const { body } = await call<Workers>(server, "GET", `${switches(program)}/workers`);
  const [found] = body.workers;
  if (!found) throw new Error("The worker is not there.");
  return { ...found, version: body.version };
};

const own = async (owner: string, more: { handoff?: string; breakGlass?: object } = {}) => {
  const { handoff, breakGlass } = more;
  const rules = [{ level: "worker", key: worker, owner, ...(handoff ? { handoff } : {}) }];
  const { version } = await look();
  const asked = { expectedVersion: version, rules, reason, breakGlass };
  const made = await call(server, "POST", `${switches(program)}/changes`, asked, engineer);
  if (made.status !== 200 && made.body.code !== "no-effect") throw new Error(made.body.detail);
};

const force = (method: "PUT" | "DELETE") =>
  call(server, method, `${switches(program)}/force`, { scope: "program", reason });

const story: string[] = [];

/** Every way in which a worker changes hands; each leaves it with the owner that it names. */
const moves = {
  "handed over step by step": async (to: string) => {
    await own("off", { handoff: to });
    let seen = await look();
    const isDrained = async () => {
      seen = await look();
      return seen.step === "drained";
    };
    await until("drained", isDrained, 12_000).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify(seen)} ${story.join("; ")}`);
    });
    await own(to);
  },
  "flipped in one step": async (to: string) => own(to, { breakGlass: { reason } }),
  "called off half-way": async (to: string) => {
    await own("off", { handoff: to });
    await own(to, { breakGlass: { reason } });
  },
  "forced and lifted": async (to: string) => {
    await own("go", { breakGlass: { reason } });
    await force("PUT");
    if (to === "go") await force("DELETE");
  },
  "turned over twice": async (to: string) => {
    await own(to, { breakGlass: { reason } });
    await own(to === "go" ? "python" : "go", { breakGlass: { reason } });
    await own(to, { breakGlass: { reason } });
  },
} satisfies Record<string, (to: string) => Promise<void>>;

type Fault = {
  readonly name: string;
  readonly begin: () => unknown;
  readonly end: () => unknown;
  /** Milliseconds that it lasts at least. */
  readonly lasts?: number;
  /** How the worker changes hands under it, at once; any way and any moment when left out. */
  readonly move?: keyof typeof moves;
};

const nothing = () => undefined;
const setServerClock = (seconds: number) => fs.writeFileSync(serverClock, String(seconds));
const restartServer = async () => {
  await server.kill();
  server = await startServer(home, Number(new URL(server.address).port));
};

const running = () => (owner === "go" ? target : legacy);
const mendAll = () => {
  legacy.line.mend();
  target.line.mend();
};

const faultsOf = (one: Supervisor): Fault[] => [
  { name: `the line of ${one.owner} is cut`, begin: one.line.cut, end: one.line.mend },
  {
    name: `the line of ${one.owner} hangs`,
    begin: one.line.hang,
    end: one.line.mend,
    // A question that is never answered must not keep a client from stopping its worker.
    lasts: leaseSeconds * 1_000 + 1_500,
  },
  { name: `${one.owner} is frozen`, begin: one.freeze, end: one.thaw },
  { name: `${one.owner} is killed`, begin: one.kill, end: one.start },
  {
    name: `the clock of ${one.owner} jumps`,
    begin: () => one.shiftClock(86_400),
    end: () => one.shiftClock(-3_600),
  },
];

const allFaults = (): Fault[] => [
  ...faultsOf(legacy),
  ...faultsOf(target),
  { name: "the control plane is killed", begin: restartServer, end: nothing },
  // Who holds the lease knows of nothing, and the clock that it was given by says that it has long ended.
  {
    name: "the owner is cut off and the clock of the control plane jumps ahead",
    begin: () => {
      running().line.cut();
      setServerClock(7_200);
    },
    end: mendAll,
    move: "flipped in one step",
  },
  {
    name: "the clock of the control plane jumps back",
    begin: () => setServerClock(-7_200),
    end: nothing,
  },
];

test("two owners of one worker never run at once, whatever breaks, and fences only rise", async () => {
  const seed = Number(process.env.SIGNALBOX_SEED ?? randomInt(2 ** 31));
  console.info(`SIGNALBOX_SEED=${seed}`);
  const random = seededRandom(seed);
  const settled = (side: string, since: number) =>
    until(
      `${side} to run ${worker} after: ${story.at(-1)} (seed ${seed})`,
      () => readJournal(folder).some((beat) => beat.owner === side && beat.at > since),
      12_000,
    );
  const steady = () => Number(process.hrtime.bigint()) / 1e6;
  await settled("python", 0).catch((e) => {
    console.info(legacy.output(), target.output(), server.output());
    throw e;
  });

  let isOver = false;
  const holders: WorkerView["leases"][] = [];
  const fences: number[] = [];
  const watching = (async () => {
    while (!isOver) {
      const seen = await look().catch(() => null);
      if (seen !== null) {
        holders.push(seen.leases.filter(({ state }) => state === "held"));
        fences.push(seen.fence);
      }
      await sleep(150);
    }
  })();

  // Leases are written by the database's clock: a server of its own does not share the control plane's.
  const faults = allFaults().filter(
    ({ name }) => home.isEmbedded || !name.includes("clock of the control plane"),
  );
  for (const fault of random.shuffled(faults)) {
    const to = owner === "go" ? "python" : "go";
    const move = fault.move ?? random.one(Object.keys(moves) as (keyof typeof moves)[]);
    story.push(`${fault.name}, ${worker} is ${move} to ${to}`);
    await fault.begin();
    if (fault.move === undefined) await sleep(random.between(0, 400));
    await moves[move](to);
    await sleep(Math.max(fault.lasts ?? 0, random.between(100, 2_000)));
    await fault.end();
    await settled(to, steady());
    if (move === "forced and lifted" && to === "python") {
      await own("python");
      await force("DELETE");
    }
    owner = to;
  }
  isOver = true;
  await watching;

  // A frozen process cannot stop in time: its worker has to look at its lease before each piece of work, as the
  // journal says that it did. All others are stopped by their clients, and every beat of theirs counts.
  const frozen = new Set([...legacy.frozen, ...target.frozen]);
  const ran = readJournal(folder).filter(({ isHeld, instance }) => isHeld || !frozen.has(instance));
  const turns = ran.filter((beat, at) => beat.fence !== ran[at - 1]?.fence);
  const ordered = turns.map(({ fence }) => fence).sort((one, other) => one - other);
  expect(
    turns.map(({ fence }) => fence),
    `two owners ran at once (seed ${seed}):\n${story.join("\n")}\n${JSON.stringify(turns, null, 1)}`,
  ).toEqual([...new Set(ordered)]);
  for (const { owner: one, fence } of turns) {
    expect(ran.filter((beat) => beat.fence === fence && beat.owner !== one)).toEqual([]);
  }
  for (const leases of holders) {
    expect(new Set(leases.map(({ owner: one }) => one)).size).toBeLessThan(2);
  }
  expect(fences).toEqual([...fences].sort((one, other) => one - other));
  expect(turns.length).toBeGreaterThan(faults.length);
});
