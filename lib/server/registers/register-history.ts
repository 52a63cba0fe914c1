import type { RegisterEvent } from "@/lib/contract/program-gates";
import type { RegisterKind } from "@/lib/domain/registers";
import { sql, type Transaction } from "@/lib/server/db";

type Row = {
  at: Date;
  by: string;
  action: string;
  reason: string | null;
  before: unknown;
  after: unknown;
  imported: unknown;
};

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

/** Parts of a list by what tells them apart: `a pending, b complete`. */
const part = (value: unknown): string => {
  const { key, title, state, name, vote } = recordOf(value);
  const words = [key ?? name, state ?? vote ?? title].filter((word) => typeof word === "string");
  return words.length > 0 ? words.join(" ") : String(value);
};

const text = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  return Array.isArray(value) ? value.map(part).join(", ") : JSON.stringify(value);
};

const changesOf = ({ before, after, imported }: Row): RegisterEvent["changes"] => {
  if (imported !== null) {
    return Object.entries(recordOf(imported)).map(([field, change]) => {
      const { was, is } = recordOf(change);
      return { field, was: text(was), is: text(is) };
    });
  }
  const [was, is] = [recordOf(before), recordOf(after)];
  // Sorted: the log gives members back in an order of its own.
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().map((field) => ({
    field,
    was: text(was[field]),
    is: text(is[field]),
  }));
};

/**
 * What was written to an entry of a register, newest first, from the audit log: the commands that name it as their
 * subject, and imports that touched it. `actions` are the commands; the index of the log is by action.
 */
export const registerHistory = async (
  tx: Transaction,
  programId: string,
  entry: { readonly kind: RegisterKind; readonly key: string; readonly subject: string },
  actions: readonly string[],
): Promise<RegisterEvent[]> => {
  const id = `${entry.kind}:${entry.key}`;
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT "at", "actor"->>'name' AS "by", "action", "reason", "before", "after",
           "after"->'registers'->${id}::text AS "imported"
    FROM "AuditEvent"
    WHERE "chain" = ${programId} AND "outcome" = 'accepted'
      AND (("action" = ANY(${[...actions]}::text[]) AND "subject"->>${entry.subject}::text = ${entry.key})
        OR ("action" = 'apply-import' AND "after"->'registers'->${id}::text IS NOT NULL))
    ORDER BY "sequence" DESC LIMIT 100`);
  return rows.map((row) => ({
    at: row.at.toISOString(),
    by: row.by,
    action: row.action,
    reason: row.reason,
    changes: changesOf(row),
  }));
};

/** How many comments each entry of a kind has. */
export const commentCounts = async (
  tx: Transaction,
  programId: string,
  subjectKind: string,
): Promise<ReadonlyMap<string, number>> => {
  const rows = await tx.comment.groupBy({
    by: ["subjectKey"],
    where: { programId, subjectKind },
    _count: { _all: true },
  });
  return new Map(rows.map(({ subjectKey, _count }) => [subjectKey, _count._all]));
};
