import * as z from "zod";
import { Key, ProgramInput } from "@/lib/contract/words";
import { writeMeasurements } from "@/lib/server/budgets/measurement-write";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";

const Recorded = z.object({
  budgetId: z.uuid(),
  environmentId: z.uuid(),
  side: z.enum(["legacy", "target"]),
  at: z.date(),
  seconds: z.number(),
  commit: z.string().nullable(),
  samples: z.number().nullable(),
  values: z.record(z.string(), z.number()),
});

/**
 * Writes what a Prometheus server answered, as the system. The server's row is locked, and where another
 * process has read it meanwhile nothing is written a second time.
 */
export const recordMeasurements = command(
  {
    name: "record-measurements",
    allow: "evidence:report",
    input: ProgramInput.extend({
      server: Key,
      /** When it was due, as whoever read it saw: another reading moves it. */
      dueAt: z.date(),
      problem: z.string().max(2000).nullable(),
      measurements: z.array(Recorded).max(200_000),
    }),
  },
  async ({ tx, input, now, program }) => {
    const { server: name, dueAt, problem, measurements } = input;
    const none = { event: "repeated", result: { written: 0 } } as const;
    const [row] = await tx.$queryRaw<
      { id: string; nextAt: Date; lastProblem: string | null }[]
    >(sql`
      SELECT "id"::text AS "id", "nextAt", "lastProblem" FROM "MetricServer"
      WHERE "programId" = ${program.id}::uuid AND "name" = ${name} FOR UPDATE`);
    if (row === undefined || row.nextAt.getTime() !== dueAt.getTime()) return none;
    const { everySeconds } = await tx.metricServer.findUniqueOrThrow({ where: { id: row.id } });
    // A budget may have been removed while its queries were asked.
    const budgets = await tx.budget.findMany({
      where: { programId: program.id, id: { in: measurements.map(({ budgetId }) => budgetId) } },
      select: { id: true, key: true },
    });
    const known = new Map(budgets.map(({ id, key }) => [id, key]));
    const own = measurements.filter(({ budgetId }) => known.has(budgetId));
    const written = await writeMeasurements(
      tx,
      own.map((each) => ({ ...each, source: "prometheus", evidenceId: null })),
    );
    await tx.metricServer.update({
      where: { id: row.id },
      data: {
        nextAt: new Date(now.getTime() + everySeconds * 1000),
        lastAt: now,
        lastProblem: problem,
      },
    });
    // Reading nothing new, as before, is no event: there would be hundreds a day.
    if (written === 0 && problem === row.lastProblem) return none;
    return {
      event: {
        subject: { metricServer: name },
        now: { written, budgets: [...new Set(known.values())], ...(problem ? { problem } : {}) },
      },
      result: { written },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
