import { exampleRoute, exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { exampleSource, exampleToken, startExamplePlane } from "@/lib/plane/example-plane";

const canary = { orgs: ["acme"], percent: 5000, key: "user", salt: "s" } as const;

/** Of every kind of answer one: a canary, a rule, a pin, a worker that is off, a capability of two families. */
export const flagSnapshot = (more: Partial<Snapshot> = {}): Snapshot =>
  exampleSnapshot({
    capabilities: {
      "v2-pull": { owner: "go", canary: { ...canary, except: { orgs: ["bank"] } } },
    },
    families: { "registry-v2": { owner: "go" } },
    routes: [
      exampleRoute("R1"),
      exampleRoute("R2", { owner: "python" }),
      exampleRoute("R3", { capability: "v2-push" }),
      exampleRoute("R4", { capability: "mixed" }),
      exampleRoute("R5", { capability: "mixed", family: "web" }),
      exampleRoute("GET /v2/a b", { capability: null }),
    ],
    workers: {
      notificationworker: { owner: "python", fence: 7 },
      gc: { owner: "off", fence: 1 },
    },
    ...more,
  });

/** A started plane over such snapshots, whose token `secret` is quay's staging. */
export const startExampleFlags = async (...snapshots: Snapshot[]) => {
  const source = exampleSource(...(snapshots.length === 0 ? [flagSnapshot()] : snapshots));
  source.state.tokens = [
    exampleToken("secret", { program: "quay", environment: "staging" }),
    exampleToken("everywhere"),
    exampleToken("elsewhere", { program: "router" }),
    exampleToken("revoked", { revokedAt: "2026-01-01T00:00:00Z" }),
    exampleToken("expired", { expiresAt: "2026-01-01T00:00:00Z" }),
  ];
  const running = await startExamplePlane(source.source);
  const ask = (
    key: string | null,
    body: unknown = { context: {} },
    { secret = "secret", headers = {}, method = "POST", query = "" } = {},
  ) =>
    fetch(
      `${running.origin}/ofrep/v1/evaluate/flags${key === null ? "" : `/${encodeURIComponent(key)}`}${query}`,
      {
        method,
        headers: { authorization: `Bearer ${secret}`, ...headers },
        ...(method === "POST"
          ? { body: typeof body === "string" ? body : JSON.stringify(body) }
          : {}),
      },
    );
  return { ...source, ...running, ask };
};
