import { dayOf } from "@/lib/domain/burn-up";
import type { Transaction } from "@/lib/server/db";
import { writeExampleBudgets } from "@/lib/server/examples/example-budgets";
import { writeExampleEvidence } from "@/lib/server/examples/example-evidence";
import { type ExampleMoment, exampleMoment } from "@/lib/server/examples/example-moment";
import { exampleProgress } from "@/lib/server/examples/example-progress";
import { writeExampleRegisters } from "@/lib/server/examples/example-registers";
import { writeExampleRooms } from "@/lib/server/examples/example-rooms";
import { writeExampleSchedule } from "@/lib/server/examples/example-schedule";
import { writeExampleSignatures } from "@/lib/server/examples/example-signatures";
import { writeExampleSigning } from "@/lib/server/examples/example-signing";
import { progressNow, writeProgress } from "@/lib/server/overview/progress";
import type { ExampleProgram } from "@/prisma/examples/example-program";
import type { ExampleDeployment } from "@/prisma/examples/example-record";

const writeDeployments = async (
  tx: Transaction,
  deployments: readonly ExampleDeployment[],
  { dateIn, environment }: ExampleMoment,
): Promise<void> => {
  const place = ({ environment: where, side }: ExampleDeployment) => `${where} ${side}`;
  await tx.deployment.createMany({
    data: deployments.map((deployment) => {
      const { environment: key, side, commit, label, ancestors = [], ago } = deployment;
      const next = deployments
        .filter((other) => place(other) === place(deployment) && other.ago < ago)
        .sort((one, other) => other.ago - one.ago)[0];
      return {
        environmentId: environment(key).id,
        side,
        commit,
        label,
        ancestors: [...ancestors],
        at: dateIn(-ago),
        byName: "delivery pipeline",
        endedAt: next ? dateIn(-next.ago) : null,
      };
    }),
  });
};

/** Writes what is known about an example's program besides its inventory, with times that count back from now. */
export const writeExampleRecord = async (
  tx: Transaction,
  example: ExampleProgram,
  { programId, by, now }: { readonly programId: string; readonly by: string; readonly now: Date },
): Promise<void> => {
  const { record } = example;
  const moment = await exampleMoment(tx, programId, by, now);
  await writeExampleRegisters(tx, record, moment);
  await writeDeployments(tx, record.deployments ?? [], moment);
  await writeExampleBudgets(tx, record.budgets ?? [], record.deployments ?? [], moment);
  await writeExampleEvidence(tx, example, moment);
  const program = await tx.program.findUniqueOrThrow({ where: { id: programId } });
  const { schedule, signing = {} } = record;
  await writeExampleSignatures(tx, program, signing, moment);
  await writeExampleSigning(tx, program, signing, moment);
  if (schedule) await writeExampleSchedule(tx, schedule, moment);
  await writeExampleRooms(tx, example, moment);
  if (!record.progress) return;
  const today = await progressNow(tx, { id: programId, key: example.key }, dayOf(now));
  const before = exampleProgress(record.progress, today, now);
  await writeProgress(tx, programId, [...before, today]);
};
