import type { ServerResponse } from "node:http";

export type VersionWaits = {
  /** Resolves at the next version of an environment, when the time is over, or when the caller left. */
  wait(key: string, milliseconds: number, response: ServerResponse): Promise<void>;
  wake(key: string): void;
  wakeAll(): void;
};

/** The requests that wait for news instead of asking again. */
export const createVersionWaits = (): VersionWaits => {
  const waiting = new Map<string, Set<() => void>>();
  const wake = (key: string): void => {
    for (const resume of [...(waiting.get(key) ?? [])]) resume();
  };
  return {
    wait: (key, milliseconds, response) =>
      new Promise((resolve) => {
        const here = waiting.get(key) ?? new Set();
        waiting.set(key, here);
        const resume = (): void => {
          clearTimeout(timer);
          response.off("close", resume);
          here.delete(resume);
          if (here.size === 0 && waiting.get(key) === here) waiting.delete(key);
          resolve();
        };
        const timer = setTimeout(resume, milliseconds);
        here.add(resume);
        response.on("close", resume);
      }),
    wake,
    wakeAll: () => {
      for (const key of [...waiting.keys()]) wake(key);
    },
  };
};
