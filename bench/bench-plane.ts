import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Snapshot } from "@/lib/domain/snapshot";

/** A program of the size of the first example: 413 routes in 12 families and 40 capabilities. */
export const benchSnapshot = (version: number): Snapshot => ({
  schema: "signalbox.snapshot/v1",
  program: "quay",
  environment: "staging",
  epoch: 1,
  version,
  updatedAt: "2026-11-21T02:00:00Z",
  owners: { legacy: "python", target: "go" },
  force: [],
  default: { owner: "python" },
  families: {},
  capabilities: { "capability-7": { owner: version % 2 === 0 ? "go" : "python" } },
  routes: Array.from({ length: 413 }, (_, at) => ({
    id: `ROUTE-${String(at).padStart(4, "0")}`,
    method: "GET",
    host: null,
    pattern: `/api/v1/repository/{repository+}/thing-${at}/{reference}`,
    capability: `capability-${at % 40}`,
    family: `family-${at % 12}`,
  })),
  workers: {},
});

/** Listens on a free loopback port. */
export const listen = async (handler: RequestListener) => {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 4096, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};
