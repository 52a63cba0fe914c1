import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";

type Kind = "session" | "token" | "token hash";

/** When sessions and tokens were last used, held here and written now and then: telemetry, as receipts are. */
export type LastSeen = {
  /** `from` is the address that a session was used from; `at` is now unless it is told. */
  readonly note: (kind: Kind, id: string, seen?: { from?: string | null; at?: Date }) => void;
  /** Writes what was noted since the last time. What cannot be written is lost: it is a hint, no record. */
  readonly write: (database: Database) => Promise<void>;
};

const updateTokens = (
  by: "id" | "hash",
  { ids, times }: { readonly ids: readonly string[]; readonly times: readonly Date[] },
) =>
  by === "id"
    ? sql`
        UPDATE "Token" t SET "lastUsedAt" = greatest(t."lastUsedAt", seen."at")
        FROM unnest(${ids}::uuid[], ${times}::timestamptz[]) seen("id", "at")
        WHERE t."id" = seen."id"`
    : sql`
        UPDATE "Token" t SET "lastUsedAt" = greatest(t."lastUsedAt", seen."at")
        FROM unnest(${ids}::text[], ${times}::timestamptz[]) seen("hash", "at")
        WHERE t."hash" = seen."hash"`;

export const createLastSeen = (now: () => number = Date.now): LastSeen => {
  const noted: Record<Kind, Map<string, { at: Date; from: string | null }>> = {
    session: new Map(),
    token: new Map(),
    "token hash": new Map(),
  };
  const take = (kind: Kind) => {
    const seen = [...noted[kind].values()];
    const taken = {
      ids: [...noted[kind].keys()],
      times: seen.map(({ at }) => at),
      addresses: seen.map(({ from }) => from),
    };
    noted[kind].clear();
    return taken;
  };
  return {
    note: (kind, id, { from = null, at = new Date(now()) } = {}) => {
      const before = noted[kind].get(id);
      if (!before || before.at <= at) noted[kind].set(id, { at, from });
    },
    write: async (database) => {
      const sessions = take("session");
      const tokens = take("token");
      const hashes = take("token hash");
      try {
        if (sessions.ids.length > 0) {
          await database.$executeRaw(sql`
            UPDATE "Session" s SET "lastSeenAt" = greatest(s."lastSeenAt", seen."at"),
              "lastSeenFrom" = CASE WHEN seen."at" < s."lastSeenAt" THEN s."lastSeenFrom"
                ELSE coalesce(seen."from", s."lastSeenFrom") END
            FROM unnest(${sessions.ids}::uuid[], ${sessions.times}::timestamptz[],
              ${sessions.addresses}::text[]) seen("id", "at", "from")
            WHERE s."id" = seen."id"`);
          await database.$executeRaw(sql`
            UPDATE "Person" p SET "lastSeenAt" = greatest(p."lastSeenAt", s."lastSeenAt")
            FROM "Session" s WHERE s."personId" = p."id" AND s."id" = ANY(${sessions.ids}::uuid[])`);
        }
        if (tokens.ids.length > 0) await database.$executeRaw(updateTokens("id", tokens));
        if (hashes.ids.length > 0) await database.$executeRaw(updateTokens("hash", hashes));
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
