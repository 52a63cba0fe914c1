import type { ForceScope, Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";

/** A route of the small registry that tests stand on. */
export const exampleRoute = (id: string, more: Partial<SnapshotRoute> = {}): SnapshotRoute => ({
  id,
  method: "GET",
  host: null,
  pattern: `/v2/${id}`,
  capability: "v2-pull",
  family: "registry-v2",
  ...more,
});

/** A small registry, all of it on legacy. */
export const exampleSnapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  schema: "signalbox.snapshot/v1",
  program: "quay",
  environment: "staging",
  epoch: 1,
  version: 42,
  updatedAt: "2026-11-21T02:00:00Z",
  owners: { legacy: "python", target: "go" },
  force: [],
  default: { owner: "python" },
  families: {},
  capabilities: {},
  routes: [exampleRoute("R1"), exampleRoute("R2"), exampleRoute("R3", { capability: "v2-push" })],
  workers: { notificationworker: { owner: "python", fence: 7 } },
  ...more,
});

/** The whole program forced. */
export const programForce: ForceScope = {
  scope: "program",
  reason: "fire",
  by: "ann",
  since: "2026-11-21T02:00:00Z",
};
