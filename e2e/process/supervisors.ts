import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { type BreakableLine, breakableLine } from "@/e2e/process/breakable-line";
import {
  adminToken,
  ended,
  endingWithTests,
  outputOf,
  type Server,
} from "@/e2e/process/start-server";

/** One moment at which a worker ran, as it wrote it down itself. */
export type Beat = {
  readonly owner: string;
  readonly instance: string;
  readonly fence: number;
  /** Milliseconds of the machine's steady clock, which both supervisors read. */
  readonly at: number;
  /** Whether its lease still held at that moment, as far as its client knew. */
  readonly isHeld: boolean;
};

/** A supervisor of one owner at the end of a line of its own, and what the test does to it. */
export type Supervisor = {
  readonly owner: string;
  readonly line: BreakableLine;
  readonly start: () => void;
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Sets its wall clock so many seconds off. */
  readonly shiftClock: (seconds: number) => void;
  /** The instances that were frozen: they cannot stop what they do not know to be late. */
  readonly frozen: ReadonlySet<string>;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

const python = process.env.SIGNALBOX_PYTHON ?? "python3";

const programs = {
  python: { command: python, script: "e2e/process/supervisor.py", prefix: "python" },
  go: { command: process.execPath, script: "e2e/process/supervisor.mjs", prefix: "node" },
} as const;

/** Puts a supervisor of an owner at the end of a line to the server; it is not started yet. */
export const newSupervisor = async (
  server: Server,
  owner: keyof typeof programs,
  place: { readonly program: string; readonly worker: string; readonly folder: string },
): Promise<Supervisor> => {
  const { command, script, prefix } = programs[owner];
  const line = await breakableLine(server.address);
  const shift = path.join(place.folder, `${owner}.clock`);
  const settings = {
    url: line.url.replace(/\/$/, ""),
    program: place.program,
    worker: place.worker,
    token: adminToken,
    journal: path.join(place.folder, "journal"),
    shift,
    clients: path.resolve("clients/python"),
    client: path.resolve("dist/client.mjs"),
  };
  const frozen = new Set<string>();
  const outputs: (() => string)[] = [];
  let child: ChildProcess | undefined;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined) return;
    child.kill(signal);
    await ended(child);
    child = undefined;
  };
  return {
    owner,
    line,
    start: () => {
      child = endingWithTests(spawn(command, [path.resolve(script), JSON.stringify(settings)]));
      outputs.push(outputOf(child));
    },
    kill: () => end("SIGKILL"),
    freeze: () => {
      frozen.add(`${prefix}-${child?.pid}`);
      child?.kill("SIGSTOP");
    },
    thaw: () => {
      child?.kill("SIGCONT");
    },
    shiftClock: (seconds) => fs.writeFileSync(shift, String(seconds)),
    frozen,
    output: () => outputs.map((output) => output()).join(""),
    stop: async () => {
      line.mend();
      child?.kill("SIGCONT");
      const running = child;
      const patience = setTimeout(() => running?.kill("SIGKILL"), 5_000);
      await end("SIGTERM");
      clearTimeout(patience);
      await line.close();
    },
  };
};

/** Everything that was written down so far, in the order of the clock. */
export const readJournal = (folder: string): Beat[] => {
  const file = path.join(folder, "journal");
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Beat).sort((one, other) => one.at - other.at);
};
