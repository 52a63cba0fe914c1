import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { dueServers } from "@/lib/server/budgets/measure-plan";
import { measureServer } from "@/lib/server/budgets/measure-server";
import { closeBaseline } from "@/lib/server/commands/close-baseline";
import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

const schedule: Actor = { kind: "system", name: "schedule" };

/** Milliseconds until a window that is over and incomplete is looked at again. */
const patience = 10 * 60_000;

type DueBaseline = {
  readonly id: string;
  readonly program: string;
  readonly environment: string;
  readonly budget: string;
};

const dueBaselines = (database: Database, now: Date): Promise<DueBaseline[]> =>
  database.$queryRaw<DueBaseline[]>(sql`
    SELECT c."id"::text AS "id", p."key" AS "program", e."key" AS "environment", b."key" AS "budget"
    FROM "Baseline" c
    JOIN "Budget" b ON b."id" = c."budgetId"
    JOIN "Program" p ON p."id" = b."programId"
    JOIN "Environment" e ON e."id" = c."environmentId"
    WHERE c."state" = 'collecting' AND c."startsAt" + make_interval(days => c."days") <= ${now}
    ORDER BY c."startsAt" LIMIT 100`);

/**
 * One round of measuring: servers whose time has come are read, and baseline windows that are over are closed.
 * One that is not complete enough goes on collecting: measurements may still be told; its page says what is missing.
 */
export const doMeasuring = async (
  database: Database,
  now: Date,
  waiting: Map<string, number> = new Map(),
): Promise<void> => {
  const servers = await dueServers(database, now);
  await Promise.all(
    servers.map((server) =>
      measureServer(database, server, now).catch((error: unknown) =>
        log.warn({ error, server: server.name }, "a metric server was not read; it is tried again"),
      ),
    ),
  );
  const due = await dueBaselines(database, now);
  const known = new Set(due.map(({ id }) => id));
  for (const id of waiting.keys()) if (!known.has(id)) waiting.delete(id);
  for (const { id, program, environment, budget } of due) {
    if ((waiting.get(id) ?? 0) > now.getTime()) continue;
    try {
      await closeBaseline.run(
        { actor: schedule, requestId: randomUUID(), now },
        { program, environment, budget, baseline: id },
      );
    } catch (error) {
      if (!(error instanceof Refusal)) log.warn({ error, budget }, "a baseline was not closed");
      waiting.set(id, now.getTime() + patience);
    }
  }
};

/**
 * Measures about once a second what is due, beside the work whose time is promised: a server that answers
 * slowly holds up nothing. Gives what stops it and waits for the round under way.
 */
export const startMeasuring = (database: Database, milliseconds = 1_000): (() => Promise<void>) => {
  const waiting = new Map<string, number>();
  let isStopped = false;
  let round: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const next = (): void => {
    timer = setTimeout(
      () => {
        round = doMeasuring(database, new Date(), waiting)
          .catch((error: unknown) => log.warn({ error }, "measuring failed; it is tried again"))
          .finally(() => {
            if (!isStopped) next();
          });
      },
      milliseconds * (0.75 + Math.random() / 2),
    );
    timer.unref();
  };
  next();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await round;
  };
};
