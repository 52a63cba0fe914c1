import type { ServerResponse } from "node:http";
import type { BuiltVersion } from "@/lib/plane/build-version";
import { environmentKey, type HeldEnvironment } from "@/lib/plane/snapshot-store";

/** How far a version went: to how many of the connected stream clients, since when. */
export type Delivery = {
  readonly version: number;
  readonly sentTo: number;
  readonly of: number;
  /** ISO time at which the version was written to the clients; `null` when there was nobody. */
  readonly at: string | null;
};

type Client = {
  readonly response: ServerResponse;
  readonly program: string;
  readonly environment: string;
  readonly token: string;
  sent: string;
  /** Milliseconds; since when it waits for us to reach the version it has already, else `null`. */
  waitsSince: number | null;
};

export type StreamHub = {
  open(response: ServerResponse, held: HeldEnvironment, token: string, lastId: string | null): void;
  /** Writes a new version to everybody who follows that environment; `null` ends their streams. */
  broadcast(key: string, held: HeldEnvironment | null): void;
  beat(): void;
  /** What is held was the newest at that time: whoever waits for more since before then gets it whole. */
  settle(confirmedAt: number, get: (key: string) => HeldEnvironment | undefined): void;
  /** Ends the streams of tokens that are no longer good. */
  review(isGood: (token: string, program: string, environment: string) => boolean): void;
  clients(program: string, environment: string): number;
  delivery(held: HeldEnvironment): Delivery;
  dropped(): number;
  close(): void;
};

// What a client may owe beside one whole snapshot before it is let go: it reconnects and catches up.
const backlogAtMost = 1_048_576;
// A change waits for a hundred beats, which take a millisecond, and not for ten thousand.
const beatAtOnce = 100;

/** The events that bring a client from a version that is still held to the current one. */
const eventsSince = ({ current, changes }: HeldEnvironment, id: string): Buffer[] | null => {
  if (id === current.id) return [];
  const at = changes.findIndex((change) => change.from === id);
  return at < 0 ? null : changes.slice(at).map(({ event }) => event);
};

/** Whether a client has seen more than is held here, from a process that was ahead of this one. */
const hasSeenMore = (id: string, { snapshot: { epoch, version } }: BuiltVersion): boolean => {
  const [seenEpoch, seenVersion] = /^\d{1,15}-\d{1,15}$/.test(id) ? id.split("-").map(Number) : [];
  if (seenEpoch === undefined || seenVersion === undefined) return false;
  return seenEpoch > epoch || (seenEpoch === epoch && seenVersion > version);
};

/**
 * Server-sent events. Every version is serialized once and written once to each client; a client
 * that does not read is dropped, not buffered without end. switches.md, "Plane endpoints".
 */
export const createStreamHub = (now: () => number): StreamHub => {
  const byEnvironment = new Map<string, Set<Client>>();
  const sentAt = new Map<string, string>();
  let droppedCount = 0;

  const write = (client: Client, bytes: Buffer, wholeSize: number): void => {
    client.response.write(bytes);
    if (client.response.writableLength <= backlogAtMost + wholeSize) return;
    droppedCount++;
    client.response.destroy();
  };

  const all = function* (): Generator<Client> {
    for (const clients of byEnvironment.values()) yield* clients;
  };

  return {
    open: (response, held, token, lastId) => {
      const { program, environment, current } = held;
      const key = environmentKey(program, environment);
      const clients = byEnvironment.get(key) ?? new Set();
      byEnvironment.set(key, clients);
      const isAhead = lastId !== null && hasSeenMore(lastId, current);
      const client: Client = {
        response,
        program,
        environment,
        token,
        sent: isAhead ? lastId : current.id,
        waitsSince: isAhead ? now() : null,
      };
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      });
      response.flushHeaders();
      const missed = lastId === null ? null : eventsSince(held, lastId);
      for (const event of isAhead ? [] : (missed ?? [current.fullEvent()])) {
        write(client, event, current.body.length);
      }
      clients.add(client);
      response.on("close", () => {
        clients.delete(client);
        if (clients.size === 0 && byEnvironment.get(key) === clients) byEnvironment.delete(key);
      });
    },
    broadcast: (key, held) => {
      const clients = byEnvironment.get(key);
      if (held === null) {
        sentAt.delete(key);
        for (const client of clients ?? []) client.response.end();
        return;
      }
      if (clients === undefined) {
        sentAt.delete(key);
        return;
      }
      const { current } = held;
      for (const client of clients) {
        // Versions never go back, also not for a client that another process served before.
        if (client.waitsSince !== null && hasSeenMore(client.sent, current)) continue;
        client.waitsSince = null;
        if (client.sent === current.id) continue;
        const isNext = current.change !== null && client.sent === current.change.from;
        const event = isNext ? current.change.event : current.fullEvent();
        client.sent = current.id;
        write(client, event, current.body.length);
      }
      sentAt.set(key, new Date(now()).toISOString());
    },
    beat: () => {
      const comment = Buffer.from(":\n\n");
      const responses = [...all()].map(({ response }) => response);
      const some = (from: number): void => {
        for (const response of responses.slice(from, from + beatAtOnce)) {
          // Whoever still has something to read is not idle, and is not made to owe more.
          if (response.writableLength === 0 && !response.writableEnded) response.write(comment);
        }
        if (from + beatAtOnce < responses.length) setImmediate(some, from + beatAtOnce);
      };
      some(0);
    },
    settle: (confirmedAt, get) => {
      for (const client of all()) {
        if (client.waitsSince === null || client.waitsSince >= confirmedAt) continue;
        const held = get(environmentKey(client.program, client.environment));
        if (held === undefined) continue;
        // It names a version of another history: what is held here is all there is.
        client.waitsSince = null;
        client.sent = held.current.id;
        write(client, held.current.fullEvent(), held.current.body.length);
      }
    },
    review: (isGood) => {
      for (const client of all()) {
        if (!isGood(client.token, client.program, client.environment)) client.response.end();
      }
    },
    clients: (program, environment) =>
      byEnvironment.get(environmentKey(program, environment))?.size ?? 0,
    delivery: ({ program, environment, current }) => {
      const key = environmentKey(program, environment);
      const clients = [...(byEnvironment.get(key) ?? [])];
      // What the kernel took is sent; what waits in this process is not.
      const sentTo = clients.filter(
        ({ sent, response }) => sent === current.id && response.writableLength === 0,
      ).length;
      const { version } = current.snapshot;
      return { version, sentTo, of: clients.length, at: sentAt.get(key) ?? null };
    },
    dropped: () => droppedCount,
    close: () => {
      for (const client of all()) client.response.end();
    },
  };
};
