import { dayOf, type ProgressPoint, type ProgressRow, progressOn } from "@/lib/domain/burn-up";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import type { VerificationState } from "@/lib/domain/inventory";
import { ownershipReader } from "@/lib/domain/ownership";
import type { Snapshot } from "@/lib/domain/snapshot";
import { sql, type Transaction } from "@/lib/server/db";
import { readSnapshot } from "@/lib/server/switches/snapshot";

type Row = { kind: string; key: string; switchName: string | null; verification: string };

/** Route keys and worker names that the target has for everybody; a canary's are not. */
const targetsOf = (snapshot: Snapshot): { routes: Set<string>; workers: Set<string> } => {
  const ownershipOf = ownershipReader(snapshot);
  const runnerOf = workerOwnerReader(snapshot);
  return {
    routes: new Set(
      snapshot.routes
        .filter((route) => ownershipOf(route).cohort === "all")
        .map((route) => route.id),
    ),
    workers: new Set(
      Object.entries(snapshot.workers)
        .filter(([, worker]) => runnerOf(worker).owner === snapshot.owners.target)
        .map(([name]) => name),
    ),
  };
};

/** How far a program is now. A force counts: what legacy answers for the moment is not flipped. */
export const progressNow = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  day: string,
): Promise<ProgressPoint> => {
  const environments = await tx.environment.findMany({
    where: { programId: program.id },
    orderBy: { position: "asc" },
    select: { key: true },
  });
  const targets = new Map<string, ReturnType<typeof targetsOf>>();
  for (const { key } of environments) {
    const snapshot = await readSnapshot(tx, program.key, key);
    if (snapshot) targets.set(key, targetsOf(snapshot));
  }
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT "kind", "key", "switchName", "verification" FROM "Item"
    WHERE "programId" = ${program.id}::uuid AND "kind" IN ('route', 'worker')`);
  const hasFlipped = (environment: string, { kind, key, switchName }: Row): boolean => {
    const there = targets.get(environment);
    return kind === "route"
      ? (there?.routes.has(key) ?? false)
      : (there?.workers.has(switchName ?? key) ?? false);
  };
  const keys = [...targets.keys()];
  return progressOn(
    day,
    rows.map(
      (row): ProgressRow => ({
        kind: row.kind,
        verification: row.verification as VerificationState,
        flippedIn: keys.filter((key) => hasFlipped(key, row)),
      }),
    ),
    keys,
  );
};

const dayColumn = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Writes points, each over the one that stands on its day. */
export const writeProgress = (
  tx: Transaction,
  programId: string,
  points: readonly ProgressPoint[],
): Promise<number> =>
  tx.$executeRaw(sql`
    INSERT INTO "ProgressPoint" ("programId", "day", "total", "verified", "flipped")
    SELECT ${programId}::uuid, n."day", n."total", n."verified", n."flipped"
    FROM jsonb_to_recordset(${JSON.stringify(points)}::jsonb)
      AS n("day" date, "total" int, "verified" int, "flipped" jsonb)
    ON CONFLICT ("programId", "day") DO UPDATE SET "total" = excluded."total",
      "verified" = excluded."verified", "flipped" = excluded."flipped"`);

/** The points of a program's last days, the oldest first; all of them without a first day. */
export const readProgress = async (
  tx: Transaction,
  programId: string,
  from?: string,
): Promise<ProgressPoint[]> => {
  const rows = await tx.progressPoint.findMany({
    where: { programId, ...(from === undefined ? {} : { day: { gte: dayColumn(from) } }) },
    orderBy: { day: "asc" },
  });
  return rows.map(({ day, total, verified, flipped }) => ({
    day: dayOf(day),
    total,
    verified,
    flipped: flipped as ProgressPoint["flipped"],
  }));
};
