import { readAccess as operation } from "@/lib/contract/access";
import { sql } from "@/lib/server/db";
import { accessOf, monthsBack } from "@/lib/server/people/access-review";
import { query } from "@/lib/server/query";

/** Who could do what in the program, who did, since when it is unused, and who looked at that. */
export const readAccess = query(
  { name: "read-access", allow: "people:manage", input: operation.input },
  async ({ db, input, program, now }) => {
    const from = monthsBack(now, input.months);
    const reviews = await db.$queryRaw<
      {
        at: Date;
        by: string;
        reason: string | null;
        people: number;
        tokens: number;
        digest: string;
      }[]
    >(sql`
      SELECT "at", "actor"->>'name' AS "by", "reason",
        ("after"->>'people')::int AS "people", ("after"->>'tokens')::int AS "tokens",
        "after"->>'digest' AS "digest"
      FROM "AuditEvent"
      WHERE "chain" = ${program.id} AND "action" = 'review-access' AND "outcome" = 'accepted'
      ORDER BY "sequence" DESC LIMIT 20`);
    return {
      from,
      ...(await accessOf(db, program.id, from, now)),
      reviews: reviews.map(({ at, reason, ...review }) => ({
        at: at.toISOString(),
        note: reason,
        ...review,
      })),
    };
  },
);
