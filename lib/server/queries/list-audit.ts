import { listAudit as operation } from "@/lib/contract/audit";
import { auditHead, auditView } from "@/lib/server/audit-read";
import { emptySql, joinSql, sql } from "@/lib/server/db";
import { likePattern } from "@/lib/server/inventory/item-filter";
import { query } from "@/lib/server/query";

type Row = Parameters<typeof auditView>[0];

/** A program's audit events, newest first, a page at a time by sequence. */
export const listAudit = query(
  { name: "list-audit", allow: "audit:read", input: operation.input },
  async ({ db, input, program }) => {
    const text = input.q?.trim();
    const pattern = text ? likePattern(text) : null;
    const rows = await db.$queryRaw<Row[]>(sql`
      SELECT * FROM "AuditEvent" WHERE "chain" = ${program.id}
      ${input.before === undefined ? emptySql : sql` AND "sequence" < ${input.before}`}
      ${input.outcome === undefined ? emptySql : sql` AND "outcome" = ${input.outcome}`}
      ${input.action && input.action.length > 0 ? sql` AND "action" IN (${joinSql(input.action)})` : emptySql}
      ${
        pattern === null
          ? emptySql
          : sql` AND ("reason" ILIKE ${pattern} OR "action" ILIKE ${pattern} OR "requestId" ILIKE ${pattern}
              OR "actor"->>'name' ILIKE ${pattern} OR "actor"->>'handle' ILIKE ${pattern}
              OR "subject"::text ILIKE ${pattern} OR "before"::text ILIKE ${pattern}
              OR "after"::text ILIKE ${pattern})`
      }
      ORDER BY "sequence" DESC LIMIT ${input.limit + 1}`);
    const actions = await db.$queryRaw<{ action: string }[]>(sql`
      SELECT DISTINCT "action" FROM "AuditEvent" WHERE "chain" = ${program.id} ORDER BY 1`);
    const events = rows.slice(0, input.limit).map(auditView);
    return {
      events,
      next: rows.length > input.limit ? (events.at(-1)?.sequence ?? null) : null,
      actions: actions.map(({ action }) => action),
      length: (await auditHead(db, program.id))?.sequence ?? 0,
    };
  },
);
