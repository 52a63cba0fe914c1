import type { ProgramOverview } from "@/lib/contract/overview";
import { readOverview as operation } from "@/lib/contract/overview";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { ownershipReader } from "@/lib/domain/ownership";
import type { Snapshot } from "@/lib/domain/snapshot";
import { readDeliveryOf } from "@/lib/server/clients/delivery";
import { sql, type Transaction } from "@/lib/server/db";
import { query } from "@/lib/server/query";
import { readSnapshot } from "@/lib/server/switches/snapshot";

type Family = ProgramOverview["families"][number];

const countWorkers = (snapshot: Snapshot): { legacy: number; target: number; off: number } => {
  const ownerOf = workerOwnerReader(snapshot);
  const counts = { legacy: 0, target: 0, off: 0 };
  for (const worker of Object.values(snapshot.workers)) {
    const { owner } = ownerOf(worker);
    counts[owner === "off" ? "off" : owner === snapshot.owners.target ? "target" : "legacy"] += 1;
  }
  return counts;
};

const addShares = (families: ReadonlyMap<string, Family>, snapshot: Snapshot): void => {
  const ownershipOf = ownershipReader(snapshot);
  for (const route of snapshot.routes) {
    const family = families.get(route.family ?? "");
    if (!family) continue;
    const share = family.share[snapshot.environment] ?? { target: 0, canary: 0, legacy: 0 };
    family.share[snapshot.environment] = share;
    const { cohort } = ownershipOf(route);
    share[cohort === "all" ? "target" : cohort === "none" ? "legacy" : "canary"] += 1;
  }
};

const lastChanges = async (
  db: Transaction,
  programId: string,
): Promise<ProgramOverview["changes"]> => {
  const rows = await db.switchChange.findMany({
    where: { environment: { programId } },
    orderBy: [{ createdAt: "desc" }, { version: "desc" }],
    take: 8,
    select: {
      version: true,
      kind: true,
      reason: true,
      effect: true,
      actorName: true,
      createdAt: true,
      environment: { select: { key: true } },
    },
  });
  return rows.map((row) => ({
    environment: row.environment.key,
    version: row.version,
    kind: row.kind,
    says: (row.effect as { says?: string }).says ?? "",
    reason: row.reason,
    by: row.actorName,
    at: row.createdAt.toISOString(),
  }));
};

/** Where a program stands: verification, owners by family and environment, open findings, last changes. */
export const readOverview = query(
  { name: "read-overview", allow: "program:read", input: operation.input },
  async ({ db, program, now }) => {
    const verification = await db.item.groupBy({
      by: ["kind", "verification"],
      where: { programId: program.id },
      _count: true,
    });
    const counted = await db.$queryRaw<{ key: string; routes: number }[]>(sql`
      SELECT COALESCE(f."key", '') AS "key", count(*)::int AS "routes"
      FROM "Item" i LEFT JOIN "Family" f ON f."id" = i."familyId"
      WHERE i."programId" = ${program.id}::uuid AND i."kind" = 'route'
      GROUP BY 1 ORDER BY 2 DESC, 1`);
    const families = new Map(counted.map((row) => [row.key, { ...row, share: {} } as Family]));
    const rows = await db.environment.findMany({
      where: { programId: program.id },
      orderBy: { position: "asc" },
      select: { key: true },
    });
    const environments = [];
    for (const { key } of rows) {
      const snapshot = await readSnapshot(db, program.key, key);
      if (!snapshot) continue;
      addShares(families, snapshot);
      environments.push({
        key,
        workers: countWorkers(snapshot),
        delivery: await readDeliveryOf(db, { program, key }, now),
      });
    }
    const findings = await db.finding.groupBy({
      by: ["code"],
      where: { programId: program.id },
      _count: true,
      orderBy: { code: "asc" },
    });
    return {
      verification: verification.map((row) => ({
        kind: row.kind,
        state: row.verification,
        count: row._count,
      })),
      families: [...families.values()],
      environments,
      findings: findings.map(({ code, _count }) => ({ code, count: _count })),
      changes: await lastChanges(db, program.id),
    };
  },
);
