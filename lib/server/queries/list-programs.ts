import type { NextMilestone } from "@/lib/contract/programs";
import { listPrograms as operation } from "@/lib/contract/programs";
import type { Actor } from "@/lib/domain/permissions";
import type { Database } from "@/lib/server/db";
import { programFigures } from "@/lib/server/overview/program-figures";
import { permissionsOf, programSummary } from "@/lib/server/overview/program-summary";
import { query } from "@/lib/server/query";
import { readMilestoneDetail } from "@/lib/server/registers/milestone-view";
import { programScopeFields } from "@/lib/server/scope";

type Program = Parameters<typeof readMilestoneDetail>[1];

const nextMilestone = async (
  db: Database,
  program: Program,
  actor: Actor,
  key: string,
  now: Date,
): Promise<NextMilestone> => {
  const { milestone } = await readMilestoneDetail(db, program, actor, key, now);
  const { title, targetAt, isLate, readiness } = milestone;
  const { pass: holding, total: criteria } = readiness.all;
  return { key, title, targetAt, isLate, verdict: readiness.verdict, holding, criteria };
};

/** The programs that the actor may read, each with its next milestone; for a person, those they have a role in. */
export const listPrograms = query(
  { name: "list-programs", allow: "anybody", input: operation.input },
  async ({ db, actor, now }) => {
    const rows = await db.program.findMany({
      select: { ...programScopeFields, status: true },
      orderBy: { createdAt: "asc" },
    });
    const programs = [];
    for (const { status, ...row } of rows) {
      if (!permissionsOf(actor, row.id).includes("program:read")) continue;
      const waiting = await programFigures(db, row.id, now);
      const isAsked = status === "active" && waiting.milestone !== null;
      programs.push({
        ...(await programSummary(db, actor, row.key)),
        waiting,
        next: isAsked ? await nextMilestone(db, row, actor, waiting.milestone ?? "", now) : null,
      });
    }
    return { programs };
  },
);
