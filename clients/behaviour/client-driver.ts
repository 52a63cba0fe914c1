import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type {
  ClientOptions,
  ClientStatus,
  Decision,
  OwnerQuestion,
} from "@/clients/typescript/client-types";

type WorkerEvent = { readonly event: "start" | "stop"; readonly fence: number };

/** A client in a process of its own, asked over a line of JSON each way. */
export type ClientDriver = {
  start(options: ClientOptions): Promise<void>;
  wait(seconds: number): Promise<boolean>;
  decide(request: OwnerQuestion): Promise<Decision>;
  status(): Promise<ClientStatus>;
  metrics(): Promise<string>;
  observed(owner: string, count: number): Promise<void>;
  queue(queue: string, depth: number): Promise<void>;
  supervise(worker: string, owner: string, stopSeconds: number): Promise<void>;
  workerEvents(): Promise<readonly WorkerEvent[]>;
  /** Decisions of every snapshot for every request, without a plane. */
  resolve(
    snapshots: readonly unknown[],
    requests: readonly OwnerQuestion[],
    localForce?: boolean,
  ): Promise<readonly (readonly Decision[])[]>;
  /** Nanoseconds for one of so many decisions. */
  measure(requests: readonly OwnerQuestion[], count: number): Promise<number>;
  /** The same for a bare look-up and hash in that language; the requests name a route and a user. */
  baseline(requests: readonly OwnerQuestion[], count: number): Promise<number>;
  /** Ends the client as a program does at its end; the process stays. */
  close(): Promise<void>;
  /** Ends the process, as a crash does. */
  kill(): Promise<void>;
  /** What it wrote to its standard error. */
  said(): string;
};

export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
};

const answerWithin = 60_000;

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/** Starts a driver. Its process is the caller's to kill. */
export const startDriver = ({ file, args, cwd }: Command): ClientDriver => {
  const child = spawn(file, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  const waiting = new Map<number, (answer: { answer?: unknown; error?: string }) => void>();
  let said = "";
  let lastId = 0;
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const failAll = (because: string): void => {
    for (const settle of waiting.values()) settle({ error: because });
    waiting.clear();
  };
  child.on("error", (error) => failAll(error.message));
  child.on("exit", (code) => failAll(`the driver ended with ${code}: ${said.slice(-2000)}`));
  child.stdin.on("error", () => undefined);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, ...answer } = JSON.parse(line) as { id: number; answer?: unknown; error?: string };
    waiting.get(id)?.(answer);
    waiting.delete(id);
  });

  const ask = <T>(what: string, more: object = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const timer = setTimeout(
        () => reject(new Error(`${what} was not answered: ${said.slice(-2000)}`)),
        answerWithin,
      );
      waiting.set(id, ({ answer, error }) => {
        clearTimeout(timer);
        if (error === undefined) resolve(answer as T);
        else reject(new Error(`${what}: ${error}`));
      });
      child.stdin.write(`${JSON.stringify({ id, do: what, ...more })}\n`);
    });

  return {
    start: (options) => ask("start", { options }),
    wait: (seconds) => ask("wait", { seconds }),
    decide: (request) => ask("decide", { request }),
    status: () => ask("status"),
    metrics: () => ask("metrics"),
    observed: (owner, count) => ask("observed", { owner, count }),
    queue: (worker, count) => ask("queue", { worker, count }),
    supervise: (worker, owner, stopSeconds) => ask("supervise", { worker, owner, stopSeconds }),
    workerEvents: () => ask("events"),
    resolve: (snapshots, requests, localForce = false) =>
      ask("resolve", { snapshots, requests, localForce }),
    measure: (requests, count) => ask("measure", { requests, count }),
    baseline: (requests, count) => ask("baseline", { requests, count }),
    close: () => ask("close"),
    kill: async () => {
      child.kill("SIGKILL");
      await ended(child);
    },
    said: () => said,
  };
};
