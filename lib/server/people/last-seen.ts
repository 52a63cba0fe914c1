import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

type Kind = "session" | "token" | "token hash";

/** When sessions and tokens were last used, held here and written now and then: telemetry, as receipts are. */
export type LastSeen = {
  readonly note: (kind: Kind, id: string) => void;
  /** Writes what was noted since the last time. What cannot be written is lost: it is a hint, no record. */
  readonly write: (database: Database) => Promise<void>;
};

export const createLastSeen = (now: () => number = Date.now): LastSeen => {
  const noted: Record<Kind, Map<string, Date>> = {
    session: new Map(),
    token: new Map(),
    "token hash": new Map(),
  };
  const take = (kind: Kind): { ids: string[]; times: Date[] } => {
    const taken = { ids: [...noted[kind].keys()], times: [...noted[kind].values()] };
    noted[kind].clear();
    return taken;
  };
  return {
    note: (kind, id) => {
      noted[kind].set(id, new Date(now()));
    },
    write: async (database) => {
      const sessions = take("session");
      const tokens = take("token");
      const hashes = take("token hash");
      try {
        if (sessions.ids.length > 0) {
          await database.$executeRaw(sql`
            UPDATE "Session" s SET "lastSeenAt" = greatest(s."lastSeenAt", seen."at")
            FROM unnest(${sessions.ids}::uuid[], ${sessions.times}::timestamptz[]) seen("id", "at")
            WHERE s."id" = seen."id"`);
          await database.$executeRaw(sql`
            UPDATE "Person" p SET "lastSeenAt" = greatest(p."lastSeenAt", s."lastSeenAt")
            FROM "Session" s WHERE s."personId" = p."id" AND s."id" = ANY(${sessions.ids}::uuid[])`);
        }
        if (tokens.ids.length > 0) {
          await database.$executeRaw(sql`
            UPDATE "Token" t SET "lastUsedAt" = greatest(t."lastUsedAt", seen."at")
            FROM unnest(${tokens.ids}::uuid[], ${tokens.times}::timestamptz[]) seen("id", "at")
            WHERE t."id" = seen."id"`);
        }
        if (hashes.ids.length > 0) {
          await database.$executeRaw(sql`
            UPDATE "Token" t SET "lastUsedAt" = greatest(t."lastUsedAt", seen."at")
            FROM unnest(${hashes.ids}::text[], ${hashes.times}::timestamptz[]) seen("hash", "at")
            WHERE t."hash" = seen."hash"`);
        }
      } catch (error) {
        log.warn({ error }, "when sessions and tokens were last used could not be written");
      }
    },
  };
};

/** Milliseconds: how old "last seen" may be. */
const writeEvery = 60_000;

/** Writes now and then what was noted. Gives what stops it, after a last writing. */
export const startLastSeen = (lastSeen: LastSeen, database: Database): (() => Promise<void>) => {
  const timer = setInterval(() => lastSeen.write(database), writeEvery);
  timer.unref();
  return () => {
    clearInterval(timer);
    return lastSeen.write(database);
  };
};
