import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { applyRequest } from "@/lib/server/commands/apply-request";
import { endForce } from "@/lib/server/commands/end-force";
import { settleRequest } from "@/lib/server/commands/settle-request";
import { type Database, sql } from "@/lib/server/db";
import { noReadingLooks, recordDueReadings } from "@/lib/server/gates/readings-due";
import { log } from "@/lib/server/log";
import { noLooks, recordDueProgress } from "@/lib/server/overview/progress-due";
import { reopenForOverdue } from "@/lib/server/registers/due-conditions";
import type { RequestContext } from "@/lib/server/scope";
import { noStalenessLooks, recordDueStaleness } from "@/lib/server/sign-offs/staleness-due";

const schedule: Actor = { kind: "system", name: "schedule" };

type Due = {
  readonly kind: "expiry" | "change" | "force";
  readonly id: string;
  readonly program: string;
  readonly environment: string;
  readonly number: number;
  readonly scope: string;
  readonly key: string;
};

/** What has come due by a time, the oldest first: rows with a time, nothing else. */
const dueBy = (database: Database, now: Date): Promise<Due[]> =>
  database.$queryRaw<Due[]>(sql`
    SELECT due.*, p."key" AS "program", e."key" AS "environment"
    FROM (
      SELECT CASE WHEN "expiresAt" <= ${now} THEN 'expiry' ELSE 'change' END AS "kind",
             "id"::text AS "id", "environmentId", "number", '' AS "scope", '' AS "key",
             least("expiresAt", "applyAt") AS "at"
      FROM "FlipRequest"
      WHERE ("state" IN ('draft', 'awaiting_approval', 'approved', 'scheduled')
             AND "expiresAt" <= ${now})
         OR ("state" = 'scheduled' AND "applyAt" <= ${now})
      UNION ALL
      SELECT 'force', "environmentId"::text || ' ' || "scope" || ' ' || "key", "environmentId", 0,
             "scope", "key", "until"
      FROM "Force" WHERE "until" <= ${now}
    ) due
    JOIN "Environment" e ON e."id" = due."environmentId"
    JOIN "Program" p ON p."id" = e."programId"
    ORDER BY due."at" LIMIT 100`);

const perform = async (due: Due, context: RequestContext): Promise<void> => {
  const { program, environment, number, scope, key } = due;
  const place = { program, environment };
  if (due.kind === "expiry") await settleRequest.run(context, { ...place, number });
  if (due.kind === "change") await applyRequest.run(context, { ...place, number });
  if (due.kind === "force") {
    await endForce.run(context, { ...place, scope, ...(key === "" ? {} : { key }) });
  }
};

/** Milliseconds until what could not be done is tried again: a freeze or an interlock rarely ends sooner. */
const patience = 5_000;

/**
 * One round of what is due. Each is a command of its own in a transaction of its own, decided on what
 * stands then, so that any number of processes may do it at once and any of them may die meanwhile.
 * What cannot be done now keeps its time and says why on its page; it is tried again until it expires.
 */
export const doDueWork = async (
  database: Database,
  now: Date,
  waiting: Map<string, number> = new Map(),
): Promise<void> => {
  const all = await dueBy(database, now);
  const known = new Set(all.map(({ id }) => id));
  for (const id of waiting.keys()) if (!known.has(id)) waiting.delete(id);
  for (const due of all) {
    if ((waiting.get(due.id) ?? 0) > now.getTime()) continue;
    const context = { actor: schedule, requestId: randomUUID(), now };
    const { number, program, environment } = due;
    try {
      await perform(due, context);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        log.warn({ error, program, environment, number }, "due work failed; it is tried again");
      } else {
        log.info({ program, environment, number, says: error.message }, "due work has to wait");
        const hasMoved = error.code === "stale-version" || error.code === "no-effect";
        if (hasMoved && due.kind === "change") {
          await settleRequest.run(context, { program, environment, number });
        }
      }
    }
    // A force in a protected environment stays until somebody approves its end.
    waiting.set(due.id, now.getTime() + patience);
  }
};

/** Starts doing what comes due, about once a second. Gives what stops it and waits for the round under way. */
export const startDueWork = (database: Database, milliseconds = 1_000): (() => Promise<void>) => {
  const waiting = new Map<string, number>();
  const looks = noLooks(new Date());
  const readings = noReadingLooks(new Date());
  const staleness = noStalenessLooks(new Date());
  let isStopped = false;
  let round: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const next = (): void => {
    // Jittered, so that many processes do not come at the same moment.
    timer = setTimeout(
      () => {
        round = doDueWork(database, new Date(), waiting)
          .then(() => reopenForOverdue(database, new Date()))
          .then(() => recordDueProgress(database, new Date(), looks))
          .then(() => recordDueStaleness(database, new Date(), staleness))
          .then(() => recordDueReadings(database, new Date(), readings))
          .catch((error: unknown) => log.warn({ error }, "due work failed; it is tried again"))
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
