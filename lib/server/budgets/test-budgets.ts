import { randomUUID } from "node:crypto";
import { writeMeasurements } from "@/lib/server/budgets/measurement-write";
import { exampleProgram } from "@/lib/server/test-program";
import type { TestDatabase } from "@/lib/server/test-runtime";

/** A budget as people write it. */
export const definition = {
  surface: "Registry pull hot paths",
  threshold: "P95 <= baseline + 10%, error rate not worse than baseline + 0.2%",
  covers: [{ level: "family", key: "registry" }],
};

/** A program in which budgets are set at once: what is asked for where it is protected is tested with the requests. */
export const budgetProgram = async (database: TestDatabase) => {
  const program = `p-${randomUUID().slice(0, 8)}`;
  const programId = await exampleProgram(database, program);
  await database.environment.updateMany({ where: { programId }, data: { isProtected: false } });
  const staging = { programId, key: "staging" };
  const { id: stagingId } = await database.environment.findFirstOrThrow({ where: staging });
  return { program, programId, stagingId };
};

type Measured = {
  readonly budgetId: string;
  readonly environmentId: string;
  readonly side: "legacy" | "target";
};

/** Writes the same values for hours that end at the times given, as a Prometheus server would have told them. */
export const writeHours = (
  database: TestDatabase,
  of: Measured,
  times: readonly Date[],
  values: Record<string, number>,
  more: object = {},
) =>
  database.$transaction((tx) =>
    writeMeasurements(
      tx,
      times.map((at) => ({
        ...of,
        at,
        seconds: 3600,
        commit: null,
        source: "prometheus" as const,
        samples: 100,
        values,
        evidenceId: null,
        ...more,
      })),
    ),
  );
