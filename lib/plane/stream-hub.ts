import type { ServerResponse } from "node:http";
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
};

export type StreamHub = {
  open(response: ServerResponse, held: HeldEnvironment, token: string, lastId: string | null): void;
  /** Writes a new version to everybody who follows that environment; `null` ends their streams. */
  broadcast(key: string, held: HeldEnvironment | null): void;
  beat(): void;
  /** Ends the streams of tokens that are no longer good. */
  review(isGood: (token: string, program: string, environment: string) => boolean): void;
  clients(program: string, environment: string): number;
  delivery(held: HeldEnvironment): Delivery;
  dropped(): number;
  close(): void;
};

// What a client may owe beside one whole snapshot before it is let go: it reconnects and catches up.
const backlogAtMost = 1_048_576;

/** The events that bring a client from a version that is still held to the current one. */
const eventsSince = ({ current, changes }: HeldEnvironment, id: string): Buffer[] | null => {
  if (id === current.id) return [];
  const at = changes.findIndex((change) => change.from === id);
  return at < 0 ? null : changes.slice(at).map(({ event }) => event);
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
      const client: Client = { response, program, environment, token, sent: current.id };
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store, no-transform",
        "x-accel-buffering": "no",
      });
      response.flushHeaders();
      const missed = lastId === null ? null : eventsSince(held, lastId);
      for (const event of missed ?? [current.fullEvent()]) {
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
        const isNext = current.change !== null && client.sent === current.change.from;
        const event = isNext ? current.change.event : current.fullEvent();
        client.sent = current.id;
        write(client, event, current.body.length);
      }
      sentAt.set(key, new Date(now()).toISOString());
    },
    beat: () => {
      const comment = Buffer.from(":\n\n");
      // Whoever still has something to read is not idle, and is not made to owe more.
      for (const { response } of all()) {
        if (response.writableLength === 0) response.write(comment);
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
