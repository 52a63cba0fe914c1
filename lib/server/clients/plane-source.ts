import { policyOf } from "@/lib/domain/environment-policy";
import type { PlaneHead, PlaneSource } from "@/lib/plane/plane-source";
import { sha256 } from "@/lib/server/audit";
import type { ChangeFeed } from "@/lib/server/change-feed";
import type { Database } from "@/lib/server/db";
import { programNaming } from "@/lib/server/inventory/program-naming";
import type { LastSeen } from "@/lib/server/people/last-seen";
import { readSnapshot } from "@/lib/server/switches/snapshot";

/** What the data plane reads from this control plane; it touches nothing else of the server. */
export const planeSource = (
  database: Database,
  feed: ChangeFeed,
  processTokens: readonly string[],
  lastSeen?: LastSeen,
): PlaneSource => ({
  heads: async () => {
    const environments = await database.environment.findMany({
      select: {
        key: true,
        epoch: true,
        version: true,
        policy: true,
        isProtected: true,
        program: { select: { id: true, key: true, naming: true, inventoryVersion: true } },
      },
    });
    const heads: PlaneHead[] = [];
    for (const { key, epoch, version, policy, isProtected, program } of environments) {
      const naming = await programNaming(database, program);
      const { refusesOtherHashing } = policyOf(policy, isProtected);
      const place = { program: program.key, environment: key };
      heads.push({ ...place, epoch, version, naming, refusesOtherHashing });
    }
    return heads;
  },
  load: async (program, environment) => {
    const snapshot = await readSnapshot(database, program, environment);
    if (!snapshot) throw new Error(`There is no environment ${environment} in ${program}.`);
    const { environmentId: _, ...rest } = snapshot;
    return rest;
  },
  tokens: async () => {
    const stored = await database.token.findMany({
      where: { scopes: { hasSome: ["plane", "read", "admin"] } },
      include: { program: { select: { key: true } }, environment: { select: { key: true } } },
    });
    return [
      ...processTokens.map((token) => ({
        hash: sha256(token),
        program: null,
        environment: null,
        expiresAt: null,
        revokedAt: null,
        mayReport: true,
      })),
      ...stored.map((token) => ({
        hash: token.hash,
        program: token.program?.key ?? null,
        environment: token.environment?.key ?? null,
        expiresAt: token.expiresAt?.toISOString() ?? null,
        revokedAt: token.revokedAt?.toISOString() ?? null,
        mayReport: token.scopes.some((scope) => scope === "plane" || scope === "admin"),
      })),
    ];
  },
  noteUse: (hash, at) => lastSeen?.note("token hash", hash, { at: new Date(at) }),
  subscribe: (listener) =>
    feed.subscribe((event) => {
      if (event.kind === "snapshot" || event.kind === "tokens") listener(event);
    }),
});
