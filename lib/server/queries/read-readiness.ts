import type { ProgramReadiness } from "@/lib/contract/overview";
import { readReadiness as operation } from "@/lib/contract/overview";
import type { ProgramGateView } from "@/lib/contract/program-gates";
import { isMeant } from "@/lib/domain/decision-approval";
import type { MilestoneState } from "@/lib/domain/milestone-readiness";
import type { Actor } from "@/lib/domain/permissions";
import { blockerView, openBlockers, placesOf, readReach } from "@/lib/server/blockers/blocker-read";
import type { Database } from "@/lib/server/db";
import { readDrift } from "@/lib/server/overview/overview-drift";
import { readNeeds } from "@/lib/server/overview/overview-needs";
import { readAnswering } from "@/lib/server/overview/overview-traffic";
import { progressView } from "@/lib/server/overview/progress-view";
import { query } from "@/lib/server/query";
import { readMilestoneDetail } from "@/lib/server/registers/milestone-view";
import { readProgramGates } from "@/lib/server/registers/program-gate-view";
import type { ProgramScope } from "@/lib/server/scope";

const burnUpDays = 90;
const blockersListed = 5;

/** Decided and not taken back: the next one is asked after. */
const isSettled = (state: string): boolean => state === "go" || state === "conditional-go";

type Criterion = NonNullable<ProgramReadiness["milestone"]>["criteria"][number];

const stateOrder = { fail: 0, unknown: 1, pass: 2 } as const;

/** What does not hold first; of these the late ones, then in the milestone's order. */
const byUrgency = (one: Criterion, other: Criterion): number =>
  stateOrder[one.state] - stateOrder[other.state] || Number(other.isLate) - Number(one.isLate);

const nextMilestone = async (
  db: Database,
  program: ProgramScope,
  actor: Actor,
  key: string | null,
  now: Date,
): Promise<Pick<ProgramReadiness, "milestone" | "gates">> => {
  const isMine = (owner: string | null): boolean =>
    actor.kind === "person" && owner !== null && isMeant(owner, actor);
  const short = (gates: readonly ProgramGateView[]) =>
    gates.map(({ key: gate, title, state, owner, isLate }) => ({
      key: gate,
      title,
      state,
      owner,
      isLate,
    }));
  if (key === null) {
    return { milestone: null, gates: short((await readProgramGates(db, program, now)).gates) };
  }
  const { ground, milestone, criteria } = await readMilestoneDetail(db, program, actor, key, now);
  return {
    gates: short(ground.gates),
    milestone: {
      summary: milestone,
      criteria: criteria
        .map((criterion): Criterion => {
          const { title, group, kind, state, because, link, owner, dueAt, isLate } = criterion;
          return {
            key: criterion.key,
            title,
            group,
            kind,
            state,
            because,
            link,
            owner,
            dueAt,
            isLate,
            isMine: isMine(owner),
          };
        })
        .sort(byUrgency),
    },
  };
};

const readBlockers = async (
  db: Database,
  program: ProgramScope,
): Promise<ProgramReadiness["blockers"]> => {
  const rows = await openBlockers(db, program.id);
  if (rows.length === 0) return { open: [], total: 0, rows: 0, of: 0 };
  const reachOf = await readReach(db, program.id);
  return {
    open: rows
      .map((row) => blockerView(program.key, row, reachOf))
      .sort((one, other) => other.rows - one.rows)
      .slice(0, blockersListed)
      .map(({ number, text, owner, since, rows: held, link }) => ({
        number,
        text,
        owner,
        since,
        rows: held,
        link,
      })),
    total: rows.length,
    rows: reachOf(rows.flatMap(({ holds }) => placesOf(holds))).rows.length,
    of: reachOf([{ level: "program", key: "" }]).rows.length,
  };
};

/** Can we go: the next milestone as it reads, what is missing and whose, what drifted, what waits for the reader. */
export const readReadiness = query(
  { name: "read-readiness", allow: "program:read", input: operation.input },
  async ({ db, actor, program, now }): Promise<ProgramReadiness> => {
    const { status } = await db.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { status: true },
    });
    const milestones = await db.milestone.findMany({
      where: { programId: program.id },
      orderBy: [{ position: "asc" }, { key: "asc" }],
      select: { key: true, title: true, state: true, targetAt: true },
    });
    const environments = await db.environment.findMany({
      where: { programId: program.id },
      orderBy: { position: "asc" },
      select: { id: true, key: true, name: true },
    });
    const isActive = status === "active";
    const next = isActive ? milestones.find(({ state }) => !isSettled(state)) : undefined;
    return {
      readAt: now.toISOString(),
      ...(await nextMilestone(db, program, actor, next?.key ?? null, now)),
      milestones: milestones.map(({ key, title, state, targetAt }) => ({
        key,
        title,
        state: state as MilestoneState,
        targetAt: targetAt?.toISOString() ?? null,
        isLate: isActive && targetAt !== null && targetAt < now && !isSettled(state),
      })),
      progress: await progressView(db, program, now, burnUpDays),
      blockers: await readBlockers(db, program),
      needs: isActive ? await readNeeds(db, program, actor, now) : [],
      drift: isActive ? await readDrift(db, program, environments, now) : [],
      traffic: await readAnswering(db, program, environments, now),
    };
  },
);
