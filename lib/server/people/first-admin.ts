import { randomBytes } from "node:crypto";
import { sha256 } from "@/lib/server/audit";
import type { Database, Transaction } from "@/lib/server/db";

const validMinutes = 60;

/** Example people do not count: they cannot sign in where a first admin is needed. */
export const hasAdmin = async (tx: Transaction): Promise<boolean> =>
  (await tx.person.count({ where: { isAdmin: true, isExample: false, deactivatedAt: null } })) > 0;

/**
 * A one-time code for becoming the first admin, valid for 60 minutes, or `null` when there is one.
 * Only its hash is stored; a new code ends the one before it. Not for the local mode.
 */
export const prepareFirstAdmin = async (database: Database, now: Date): Promise<string | null> => {
  if (await hasAdmin(database)) return null;
  const code = randomBytes(32).toString("base64url");
  await database.installation.update({
    where: { id: 1 },
    data: {
      firstAdminHash: sha256(code),
      firstAdminUntil: new Date(now.getTime() + validMinutes * 60_000),
    },
  });
  return code;
};
