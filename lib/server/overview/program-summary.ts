import type { EnvironmentSummary, ProgramSummary } from "@/lib/contract/programs";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { ownershipReader } from "@/lib/domain/ownership";
import {
  type Actor,
  type Permission,
  permissions,
  refuseUnlessAllowed,
} from "@/lib/domain/permissions";
import type { Snapshot } from "@/lib/domain/snapshot";
import { sql, type Transaction } from "@/lib/server/db";
import { forceViews } from "@/lib/server/switches/force-view";
import { readSnapshot } from "@/lib/server/switches/snapshot";

/** Routes of a snapshot by who answers them: the target for everybody, for some, or legacy. */
const shareOf = (snapshot: Snapshot): EnvironmentSummary["share"] => {
  const ownershipOf = ownershipReader(snapshot);
  const share = { target: 0, canary: 0, legacy: 0 };
  for (const route of snapshot.routes) {
    const { cohort } = ownershipOf(route);
    share[cohort === "all" ? "target" : cohort === "none" ? "legacy" : "canary"] += 1;
  }
  return share;
};

const environmentSummary = (
  snapshot: Snapshot,
  force: EnvironmentSummary["force"],
  row: { key: string; name: string; isProtected: boolean },
): EnvironmentSummary => {
  const ownerOf = workerOwnerReader(snapshot);
  return {
    key: row.key,
    name: row.name,
    isProtected: row.isProtected,
    epoch: snapshot.epoch,
    version: snapshot.version,
    updatedAt: snapshot.updatedAt,
    share: shareOf(snapshot),
    workersOnTarget: Object.values(snapshot.workers).filter(
      (worker) => ownerOf(worker).owner === snapshot.owners.target,
    ).length,
    force,
  };
};

export const permissionsOf = (actor: Actor, programId: string): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => {
    try {
      refuseUnlessAllowed(actor, permission, programId);
      return true;
    } catch {
      return false;
    }
  });

/** A program as lists and headers show it, with what the actor may do in it. */
export const programSummary = async (
  tx: Transaction,
  actor: Actor,
  key: string,
): Promise<ProgramSummary> => {
  const program = await tx.program.findUniqueOrThrow({
    where: { key },
    include: { environments: { orderBy: { position: "asc" } } },
  });
  const kinds = await tx.$queryRaw<{ kind: string; count: number; verified: number }[]>(sql`
    SELECT "kind", count(*)::int AS "count",
           count(*) FILTER (WHERE "verification" = 'verified')::int AS "verified"
    FROM "Item" WHERE "programId" = ${program.id}::uuid GROUP BY "kind"`);
  const capabilities = await tx.capability.count({
    where: { programId: program.id, items: { some: {} } },
  });
  const findings = await tx.finding.count({ where: { programId: program.id } });
  const environments: EnvironmentSummary[] = [];
  for (const row of program.environments) {
    const snapshot = await readSnapshot(tx, key, row.key);
    if (snapshot) {
      environments.push(environmentSummary(snapshot, await forceViews(tx, row.id), row));
    }
  }
  const countOf = (kind: string): number => kinds.find((row) => row.kind === kind)?.count ?? 0;
  return {
    key: program.key,
    name: program.name,
    description: program.description,
    owners: { legacy: program.legacyName, target: program.targetName },
    status: program.status,
    statusNote: program.statusNote,
    inventoryVersion: program.inventoryVersion,
    environments,
    counts: {
      routes: countOf("route"),
      workers: countOf("worker"),
      capabilities,
      items: Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])),
      verified: kinds.reduce((total, { verified }) => total + verified, 0),
      findings,
    },
    may: permissionsOf(actor, program.id),
  };
};
