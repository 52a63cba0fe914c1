import { type ChildProcess, fork } from "node:child_process";

export type Hammered = {
  readonly perSecond: number;
  readonly length: number;
  readonly statusLine: string;
};

/** A forked load generator; `bench/` is found from the repository's root, where npm starts it. */
export const startLoad = () => {
  const child: ChildProcess = fork("bench/load-generator.mjs", { execArgv: [] });
  let last = 0;
  const ask = <T>(command: string, settings: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      const onMessage = (message: unknown): void => {
        const answer = message as { id?: number } & T;
        if (answer.id !== id) return;
        child.off("message", onMessage);
        child.off("exit", onExit);
        resolve(answer);
      };
      const onExit = (): void => reject(new Error("The load generator stopped."));
      child.on("message", onMessage);
      child.on("exit", onExit);
      child.send({ id, command, ...settings });
    });
  return {
    hammer: (port: number, request: string, milliseconds: number) =>
      ask<Hammered>("hammer", { port, request, connections: 32, milliseconds }),
    follow: (pool: string, port: number, request: string, clients: number) =>
      ask<{ ready: number }>("follow", { pool, port, request, clients }),
    /** The next event of a pool: when each client had it, in microseconds of the monotonic clock. */
    received: (pool: string): Promise<readonly number[]> =>
      new Promise((resolve) => {
        const onMessage = (message: unknown): void => {
          const event = message as { pool?: string; times?: readonly number[] };
          if (event.pool !== pool || event.times === undefined) return;
          child.off("message", onMessage);
          resolve(event.times);
        };
        child.on("message", onMessage);
      }),
    stop: (): void => void child.kill(),
  };
};

export const monotonicMicroseconds = (): number => Number(process.hrtime.bigint() / 1000n);

/** A request as a browserless client sends it, kept alive. */
export const rawRequest = (path: string, headers: Readonly<Record<string, string>> = {}): string =>
  [
    `GET ${path} HTTP/1.1`,
    "host: 127.0.0.1",
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ].join("\r\n");
