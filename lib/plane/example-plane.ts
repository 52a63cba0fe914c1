import { generateKeyPairSync, hash, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Snapshot } from "@/lib/domain/snapshot";
import { createPlane, type PlaneOptions } from "@/lib/plane/create-plane";
import type { PlaneEvent, PlaneSource, PlaneToken } from "@/lib/plane/plane-source";

/** A token's row for the secret `secret`, good everywhere unless told. */
export const exampleToken = (secret: string, more: Partial<PlaneToken> = {}): PlaneToken => ({
  hash: hash("sha256", secret, "hex"),
  program: null,
  environment: null,
  expiresAt: null,
  revokedAt: null,
  mayReport: true,
  ...more,
});

/** A source in memory that can be changed, can fail, and tells only what it is told to tell. */
export const exampleSource = (...snapshots: Snapshot[]) => {
  const held = new Map<string, Snapshot>();
  const listeners = new Set<(event: PlaneEvent) => void>();
  const state = { isDown: false, tokens: [exampleToken("secret")], held };
  const put = (snapshot: Snapshot): void => {
    held.set(`${snapshot.program}/${snapshot.environment}`, snapshot);
  };
  snapshots.forEach(put);
  const up = <T>(answer: () => T): Promise<T> =>
    state.isDown ? Promise.reject(new Error("the database is down")) : Promise.resolve(answer());
  const tell = (event: PlaneEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const source: PlaneSource = {
    heads: () => up(() => [...held.values()]),
    tokens: () => up(() => state.tokens),
    load: (program, environment) =>
      up(() => {
        const snapshot = held.get(`${program}/${environment}`);
        if (snapshot === undefined) throw new Error("no such environment");
        // As from a database: other objects every time.
        return structuredClone(snapshot);
      }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    source,
    state,
    put,
    tell,
    /** Puts a snapshot and tells of it. */
    publish: (snapshot: Snapshot): void => {
      put(snapshot);
      const { program, environment, version } = snapshot;
      tell({ kind: "snapshot", program, environment, version });
    },
  };
};

/** A started plane behind a real HTTP server on a free loopback port. */
export const startExamplePlane = async (source: PlaneSource, more: Partial<PlaneOptions> = {}) => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const logged: string[] = [];
  const note = (facts: object, message: string): void => {
    logged.push(`${message} ${JSON.stringify(facts)}`);
  };
  const plane = createPlane({
    source,
    sign: (bytes) => sign(null, bytes, privateKey),
    publicKey,
    now: Date.now,
    log: { info: note, warn: note },
    ...more,
  });
  await plane.start();
  const server = createServer((request, response) => {
    if (plane.handle(request, response)) return;
    response.writeHead(418);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    plane,
    publicKey,
    logged,
    origin,
    get: (path: string, headers: Record<string, string> = {}, method = "GET") =>
      fetch(`${origin}${path}`, {
        method,
        headers: { authorization: "Bearer secret", ...headers },
      }),
    close: async (): Promise<void> => {
      plane.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export type StreamEvent = { readonly id: string; readonly event: string; readonly data: string };

/** Reads server-sent events one by one; `null` at the end of the stream. */
export const readEvents = (response: Response) => {
  if (response.body === null) throw new Error("The answer has no body.");
  const reader = response.body.getReader();
  const text = new TextDecoder();
  let buffered = "";
  return {
    next: async (): Promise<StreamEvent | null> => {
      for (;;) {
        const end = buffered.indexOf("\n\n");
        if (end >= 0) {
          const block = buffered.slice(0, end);
          buffered = buffered.slice(end + 2);
          if (block.startsWith(":")) continue;
          const fields = new Map(
            block.split("\n").map((line) => {
              const colon = line.indexOf(": ");
              return [line.slice(0, colon), line.slice(colon + 2)] as const;
            }),
          );
          return {
            id: fields.get("id") ?? "",
            event: fields.get("event") ?? "",
            data: fields.get("data") ?? "",
          };
        }
        const { done, value } = await reader.read();
        if (done) return null;
        buffered += text.decode(value, { stream: true });
      }
    },
    cancel: () => reader.cancel(),
  };
};
