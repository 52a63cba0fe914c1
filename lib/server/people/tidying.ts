import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";
import { removeOldGuesses } from "@/lib/server/people/guesses";

const minute = 60_000;

/** Milliseconds that the addresses of a session are kept after it was last seen. */
const addressesKept = 30 * 24 * 60 * minute;

/** Takes the addresses out of sessions that were last seen long ago. */
export const removeOldAddresses = (database: Database, now: Date): Promise<number> => {
  const before = new Date(now.getTime() - addressesKept);
  return database.$executeRaw(sql`
    UPDATE "Session" SET "startedFrom" = NULL, "lastSeenFrom" = NULL
    WHERE "lastSeenAt" < ${before}
      AND ("startedFrom" IS NOT NULL OR "lastSeenFrom" IS NOT NULL)`);
};

/** Takes out now and then what is kept for a time only. Gives what stops it. */
export const startTidying = (database: Database): (() => void) => {
  const now = (): void => {
    Promise.all([
      removeOldGuesses(database, new Date()),
      removeOldAddresses(database, new Date()),
    ]).catch((error: unknown) => log.warn({ error }, "what is over could not be taken out"));
  };
  now();
  const timer = setInterval(now, 10 * minute);
  timer.unref();
  return () => clearInterval(timer);
};
