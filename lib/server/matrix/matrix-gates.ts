import type { MatrixGates } from "@/lib/contract/matrix";
import { policyOf } from "@/lib/domain/environment-policy";
import { type GateStep, gateSteps, type ReadingState } from "@/lib/domain/gate-reading";
import { gateTally, type RecordedGate } from "@/lib/domain/gate-tally";
import { type Database, sql } from "@/lib/server/db";

type Row = {
  readonly environment: string;
  readonly capability: string;
  readonly gate: string;
  readonly guards: string;
  readonly isDryRun: boolean;
  readonly state: string | null;
};

/** The last reading of each gate by the index alone: however long their history is, and without reading any gate. */
const lastReadings = (db: Database, programId: string): Promise<Row[]> =>
  db.$queryRaw<Row[]>(sql`
    SELECT e."key" AS "environment", c."key" AS "capability", g."key" AS "gate", g."guards",
           g."isDryRun", r."state"
    FROM "Environment" e
    CROSS JOIN "Capability" c
    CROSS JOIN "QualityGate" g
    LEFT JOIN LATERAL (
      SELECT n."state" FROM "GateReading" n
      WHERE n."programId" = ${programId}::uuid AND n."environmentId" = e."id"
        AND n."gate" = g."key" AND n."capability" = c."key"
      ORDER BY n."at" DESC, n."id" DESC LIMIT 1
    ) r ON true
    WHERE e."programId" = ${programId}::uuid AND c."programId" = ${programId}::uuid
      AND g."programId" = ${programId}::uuid`);

const recordedGate = ({ gate, guards, isDryRun, state }: Row): RecordedGate => ({
  gate,
  guards: guards as GateStep,
  state: (state ?? "unknown") as ReadingState,
  isDryRun,
});

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
  const byPlace = new Map<string, Map<string, RecordedGate[]>>();
  for (const row of await lastReadings(db, programId)) {
    const capabilities = byPlace.get(row.environment) ?? new Map<string, RecordedGate[]>();
    byPlace.set(row.environment, capabilities);
    const gates = capabilities.get(row.capability);
    if (gates) gates.push(recordedGate(row));
    else capabilities.set(row.capability, [recordedGate(row)]);
  }
  return Object.fromEntries(
    environments.map(({ key, policy, isProtected }) => {
      const { gates: demand } = policyOf(policy, isProtected);
      const capabilities = byPlace.get(key) ?? new Map<string, RecordedGate[]>();
      return [
        key,
        Object.fromEntries(
          [...capabilities].map(([capability, gates]) => [
            capability,
            gateSteps.map((step) => gateTally(demand, gates, step)),
          ]),
        ),
      ];
    }),
  );
};
