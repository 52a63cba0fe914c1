import type { z } from "zod";
import { type BlockerStep, readBlocker as operation } from "@/lib/contract/blockers";
import { Refusal } from "@/lib/domain/refusal";
import { blockerView, placesOf, readReach } from "@/lib/server/blockers/blocker-read";
import { sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

const mostRows = 200;
const mostSteps = 50;

type Step = z.infer<typeof BlockerStep>;
type Event = {
  at: Date;
  action: string;
  name: string | null;
  reason: string | null;
  did: Step["did"] | null;
};

const did: Readonly<Record<string, Step["did"]>> = {
  "add-blocker": "opened",
  "edit-blocker": "edited",
  "resolve-blocker": "resolved",
  "reopen-blocker": "reopened",
};

/** One blocker with the rows that it holds and what the audit knows was done with it. */
export const readBlocker = query(
  { name: "read-blocker", allow: "program:read", input: operation.input },
  async ({ db, input: { number }, program }) => {
    const row = await db.blocker.findUnique({
      where: { programId_number: { programId: program.id, number } },
    });
    if (!row) throw new Refusal("not-found", `The program has no blocker ${number}.`);
    const reachOf = await readReach(db, program.id);
    const held = reachOf(placesOf(row.holds)).rows.slice(0, mostRows);
    const titles = await db.item.findMany({
      where: { programId: program.id, key: { in: held.map(({ key }) => key) } },
      select: { kind: true, key: true, title: true, method: true, path: true },
    });
    const titleOf = new Map(
      titles.map(({ kind, key, title, method, path }) => [
        `${kind}:${key}`,
        path === null ? title : `${method ?? ""} ${path}`.trim(),
      ]),
    );
    const events = await db.$queryRaw<Event[]>(sql`
      SELECT "at", "action", "actor"->>'name' AS "name", "reason", "after"->>'did' AS "did"
      FROM "AuditEvent"
      WHERE "chain" = ${program.id} AND "outcome" = 'accepted'
        AND "action" IN ('add-blocker', 'edit-blocker', 'resolve-blocker', 'reopen-blocker', 'take-ci-delivery')
        AND "subject"->>'blocker' = ${String(number)}
      ORDER BY "sequence" DESC LIMIT ${mostSteps}`);
    const steps: Step[] = events.map(({ at, action, name, reason, did: told }) => ({
      at: at.toISOString(),
      by: name ?? "",
      did: told ?? did[action] ?? "edited",
      says: reason,
    }));
    // What came with an example or is older than the steps kept has no event of its own here.
    if (steps.every((step) => step.did !== "opened")) {
      steps.push({ at: row.since.toISOString(), by: row.byName, did: "opened", says: null });
    }
    return {
      blocker: blockerView(program.key, row, reachOf),
      heldRows: held.map(({ kind, key, family, capability }) => ({
        kind,
        key,
        title: titleOf.get(`${kind}:${key}`) ?? key,
        family,
        capability,
      })),
      steps,
    };
  },
);
