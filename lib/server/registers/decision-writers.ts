import type { Accounts } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import { sql, type Transaction } from "@/lib/server/db";
import { accountsOfEach } from "@/lib/server/people/one-person";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/** Who wrote a decision since it was last approved: their names, and every account of theirs. */
export type DecisionWriters = { readonly names: readonly string[]; readonly accounts: Accounts };

const nobody: DecisionWriters = { names: [], accounts: [] };

/**
 * Reads who made or edited decisions here since each was last approved, as the audit has it. Nobody, where
 * the program asks for no four eyes, and for what a file brought: that is vouched for where the file is kept.
 */
export const decisionWriters = async (
  tx: Transaction,
  programId: string,
  keys: readonly string[],
  /** Whoever edits them at this moment. */
  writer: Actor | null = null,
): Promise<(key: string) => DecisionWriters> => {
  if (keys.length === 0) return () => nobody;
  const { rules } = await signOffSettings(tx, programId);
  if (!rules.fourEyes) return () => nobody;
  const told = await tx.$queryRaw<{ key: string; id: string; name: string }[]>(sql`
    SELECT DISTINCT e."subject"->>'decision' AS "key", e."actor"->>'id' AS "id",
      e."actor"->>'name' AS "name"
    FROM "AuditEvent" e
    WHERE e."chain" = ${programId} AND e."action" = 'set-decision' AND e."outcome" = 'accepted'
      AND e."actor"->>'kind' = 'person' AND e."subject"->>'decision' = ANY(${[...keys]}::text[])
      AND e."sequence" > COALESCE((
        SELECT max(a."sequence") FROM "AuditEvent" a
        WHERE a."chain" = ${programId} AND a."action" = 'approve-decision'
          AND a."outcome" = 'accepted' AND a."after"->>'status' = 'approved'
          AND a."subject"->>'decision' = e."subject"->>'decision'), -1)`);
  const { id, name } = writer?.kind === "person" ? writer : { id: null, name: "" };
  const edited = id === null ? [] : keys.map((key) => ({ key, id, name }));
  const rows = [...told.filter((row) => row.id !== id), ...edited];
  const accounts = await accountsOfEach(
    tx,
    rows.map(({ id }) => id),
  );
  return (key) => {
    const own = rows.filter((row) => row.key === key);
    return {
      names: [...new Set(own.map((row) => row.name))].sort(),
      accounts: own.flatMap(({ id }) => accounts(id)),
    };
  };
};
