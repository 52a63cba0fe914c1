import { Agent, request } from "node:http";

/** One answered, or lost, request of the laboratory's traffic. */
export type Seen = {
  /** Monotonic milliseconds: when it was sent, and when it was answered. */
  readonly sentAt: number;
  readonly at: number;
  readonly family: string;
  readonly org: string;
  /** Who answered, by its own word; `null` where nobody did, or not with 200. */
  readonly owner: string | null;
  /** Why nobody answered. */
  readonly because: string;
};

const families = ["health", "registry", "api"];
const routesEach = 8;
// A prime number of them: every org meets every route in the end.
const orgs = 499;
const connections = 12;

/** What is asked for: the routes of `newProgram`, all of them alike, from one org after the other. */
const nextRequest = (count: number) => {
  const row = count % (families.length * routesEach);
  const family = families[row % families.length] ?? "";
  return { family, place: `/${family}/things-${row}/42`, org: `org-${count % orgs}` };
};

type Answered = Pick<Seen, "owner" | "because"> & { readonly isRetry: boolean };

const ask = (agent: Agent, port: number, place: string, org: string): Promise<Answered> =>
  new Promise((resolve) => {
    const attempt = (isRetry: boolean): void => {
      const lost = (because: string): void => resolve({ owner: null, because, isRetry });
      const asked = request(
        {
          // Once more means over a connection of its own: others that were kept may be ending too.
          agent: isRetry ? false : agent,
          host: "127.0.0.1",
          port,
          path: place,
          headers: { "x-signalbox-org": org },
        },
        (response) => {
          response.resume();
          const { "x-answered-by": owner } = response.headers;
          response.on("error", (error) => lost(error.message));
          response.on("end", () => {
            if (response.statusCode !== 200 || typeof owner !== "string") {
              lost(`status ${response.statusCode}`);
            } else resolve({ owner, because: "", isRetry });
          });
        },
      );
      asked.on("error", (error: NodeJS.ErrnoException) => {
        // A connection that was kept may end while it is taken up again: HTTP lets a GET be sent once more.
        // (`reusedSocket` does not tell of a request that waited in line for its connection.)
        if (!isRetry && error.code === "ECONNRESET") attempt(true);
        else lost(error.message);
      });
      asked.end();
    };
    attempt(false);
  });

/** Steady requests to a gateway, `perSecond` of them, each one noted. */
export const startTraffic = (port: number, perSecond: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const seen: Seen[] = [];
  let retries = 0;
  let count = 0;
  let waiting = 0;
  const startedAt = performance.now();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1000);
    // One that is slow is waited for, rather than answered by a heap of others behind it.
    for (; count < due && waiting < connections * 4; count++) {
      const { family, place, org } = nextRequest(count);
      const sentAt = performance.now();
      waiting++;
      void ask(agent, port, place, org).then(({ owner, because, isRetry }) => {
        waiting--;
        if (isRetry) retries++;
        seen.push({ sentAt, at: performance.now(), family, org, owner, because });
      });
    }
    count = Math.max(count, due - perSecond);
  }, 5);
  return {
    seen: (): readonly Seen[] => seen,
    /** What was sent since then. */
    since: (from: number, family?: string): readonly Seen[] =>
      seen.filter((one) => one.sentAt >= from && (family ?? one.family) === one.family),
    lost: (): readonly Seen[] => seen.filter(({ owner }) => owner === null),
    retries: (): number => retries,
    stop: async (): Promise<void> => {
      clearInterval(timer);
      for (const end = Date.now() + 5_000; waiting > 0 && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      agent.destroy();
    },
  };
};

export type Traffic = ReturnType<typeof startTraffic>;
