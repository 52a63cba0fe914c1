import type { MatrixGates } from "@/lib/contract/matrix";
import { policyOf } from "@/lib/domain/environment-policy";
import { gateSteps, type ReadingState } from "@/lib/domain/gate-reading";
import { gateTally, type RecordedGate } from "@/lib/domain/gate-tally";
import { type Database, sql } from "@/lib/server/db";

type Gate = Omit<RecordedGate, "state">;
type Row = {
  readonly environment: string;
  readonly capability: string;
  /** In the order of the gates' keys; null where one was never read. */
  readonly states: readonly (ReadingState | null)[];
};

/** The last reading of each gate by the index alone: however long their history is, and without reading any gate. */
const lastReadings = (db: Database, programId: string): Promise<Row[]> =>
  db.$queryRaw<Row[]>(sql`
    SELECT e."key" AS "environment", c."key" AS "capability", array_agg((
        SELECT n."state" FROM "GateReading" n
        WHERE n."programId" = ${programId}::uuid AND n."environmentId" = e."id"
          AND n."gate" = g."key" AND n."capability" = c."key"
        ORDER BY n."at" DESC, n."id" DESC LIMIT 1
      ) ORDER BY g."key" COLLATE "C") AS "states"
    FROM "Environment" e CROSS JOIN "Capability" c CROSS JOIN "QualityGate" g
    WHERE e."programId" = ${programId}::uuid AND c."programId" = ${programId}::uuid
      AND g."programId" = ${programId}::uuid
    GROUP BY 1, 2`);

const gatesByKey = async (db: Database, programId: string): Promise<Gate[]> =>
  db.$queryRaw<Gate[]>(sql`
    SELECT "key" AS "gate", "guards", "isDryRun" FROM "QualityGate"
    WHERE "programId" = ${programId}::uuid ORDER BY "key" COLLATE "C"`);

/** By environment and capability, how the gates before each step were read last. */
export const readMatrixTallies = async (
  db: Database,
  programId: string,
): Promise<MatrixGates["environments"]> => {
  const environments = await db.environment.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    select: { key: true, policy: true, isProtected: true },
  });
  const gates = await gatesByKey(db, programId);
  const rows = await lastReadings(db, programId);
  return Object.fromEntries(
    environments.map(({ key, policy, isProtected }) => {
      const { gates: demand } = policyOf(policy, isProtected);
      const tallies = ({ states }: Row) => {
        const recorded = gates.map((gate, at) => ({ ...gate, state: states[at] ?? "unknown" }));
        return gateSteps.map((step) => gateTally(demand, recorded, step));
      };
      const own = rows.filter(({ environment }) => environment === key);
      return [key, Object.fromEntries(own.map((row) => [row.capability, tallies(row)]))];
    }),
  );
};
