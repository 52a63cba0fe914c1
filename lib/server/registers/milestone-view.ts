import type {
  ConditionView,
  CriterionView,
  MilestoneDetail,
  MilestoneSummary,
  ReadinessView,
  RoomSummary,
} from "@/lib/contract/milestones";
import { isMeant } from "@/lib/domain/decision-approval";
import { conditionState, type RoomDecision } from "@/lib/domain/go-no-go";
import { type MilestoneState, milestoneReadiness } from "@/lib/domain/milestone-readiness";
import { type Actor, type Permission, refuseUnlessAllowed } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import {
  criterionView,
  type MilestoneGround,
  milestoneGround,
} from "@/lib/server/registers/milestone-read";
import { commentCounts } from "@/lib/server/registers/register-history";
import { placesOf } from "@/lib/server/registers/register-read";

type Program = Parameters<typeof milestoneGround>[1];

/** Whether an actor may do something in a program, for buttons; the command decides. */
export const may = (actor: Actor, permission: Permission, programId: string): boolean => {
  try {
    refuseUnlessAllowed(actor, permission, programId);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** Whether a condition is an actor's to close: its owner's, or a manager's. */
export const ownsCondition = (actor: Actor, owner: string, programId: string): boolean =>
  actor.kind === "person" && (isMeant(owner, actor) || may(actor, "milestone:decide", programId));

const include = {
  criteria: { orderBy: [{ position: "asc" as const }, { key: "asc" as const }] },
  rooms: {
    orderBy: { number: "desc" as const },
    select: {
      number: true,
      openedAt: true,
      openedByName: true,
      decision: true,
      reason: true,
      decidedAt: true,
      decidedByName: true,
      conditions: { orderBy: { position: "asc" as const } },
      _count: { select: { votes: true } },
    },
  },
};

const loadMilestones = (tx: Transaction, programId: string, key?: string) =>
  tx.milestone.findMany({
    where: { programId, ...(key === undefined ? {} : { key }) },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    include,
  });

type MilestoneRow = Awaited<ReturnType<typeof loadMilestones>>[number];
type RoomRow = MilestoneRow["rooms"][number];
type ConditionRow = RoomRow["conditions"][number];

const roomSummary = (row: RoomRow): RoomSummary => ({
  number: row.number,
  openedAt: row.openedAt.toISOString(),
  openedBy: row.openedByName,
  decision: row.decision as RoomDecision | null,
  reason: row.reason,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  decidedBy: row.decidedByName,
  votes: row._count.votes,
});

/** A condition as it stands. */
export const conditionView = (
  room: number,
  row: ConditionRow,
  actor: Actor,
  programId: string,
  now: Date,
): ConditionView => ({
  room,
  position: row.position,
  text: row.text,
  owner: row.owner,
  dueAt: row.dueAt.toISOString(),
  state: conditionState(row, now),
  doneAt: row.doneAt?.toISOString() ?? null,
  doneBy: row.doneByName,
  note: row.note,
  overdueAt: row.overdueAt?.toISOString() ?? null,
  isMine: row.doneAt === null && ownsCondition(actor, row.owner, programId),
});

/** A readiness as it leaves the server. */
const readinessView = (criteria: readonly CriterionView[]): ReadinessView => {
  const { missing, ...readiness } = milestoneReadiness(criteria);
  return {
    ...readiness,
    missing: missing.map(({ owner, criteria: keys }) => ({ owner, criteria: [...keys] })),
  };
};

const summaryOf = (
  row: MilestoneRow,
  ground: MilestoneGround,
  comments: number,
): { summary: MilestoneSummary; criteria: CriterionView[] } => {
  const { now } = ground;
  const criteria = row.criteria.map((criterion) => criterionView(row.key, criterion, ground));
  const last = row.rooms.find(({ decision }) => decision !== null);
  const states = (last?.conditions ?? []).map((condition) => conditionState(condition, now));
  const count = (state: string): number => states.filter((each) => each === state).length;
  const state = row.state as MilestoneState;
  return {
    criteria,
    summary: {
      key: row.key,
      position: row.position,
      title: row.title,
      description: row.description,
      targetAt: row.targetAt?.toISOString() ?? null,
      isLate: row.targetAt !== null && row.targetAt < now && state !== "go",
      state,
      stateBecause: row.stateBecause,
      readiness: readinessView(criteria),
      openRoom: row.rooms.find(({ decision }) => decision === null)?.number ?? null,
      lastDecision: last ? roomSummary(last) : null,
      conditions: {
        open: count("open") + count("due-soon") + count("overdue"),
        dueSoon: count("due-soon"),
        overdue: count("overdue"),
      },
      comments,
      version: row.version,
    },
  };
};

/** Every milestone of a program with its readiness, in order. */
export const milestoneSummaries = async (
  tx: Transaction,
  program: Program,
  now: Date,
): Promise<MilestoneSummary[]> => {
  const ground = await milestoneGround(tx, program, now);
  const comments = await commentCounts(tx, program.id, "milestone");
  const rows = await loadMilestones(tx, program.id);
  return rows.map((row) => summaryOf(row, ground, comments.get(row.key) ?? 0).summary);
};

const conditionOrder = ["overdue", "due-soon", "open", "done"];

/** One milestone with its criteria as they read now, and the gates of the program that go beside it. */
export const readMilestoneDetail = async (
  tx: Transaction,
  program: Program,
  actor: Actor,
  key: string,
  now: Date,
): Promise<MilestoneDetail & { ground: MilestoneGround }> => {
  const [row] = await loadMilestones(tx, program.id, key);
  if (!row) throw new Refusal("not-found", `${program.key} has no milestone ${key}.`);
  const ground = await milestoneGround(tx, program, now);
  const comments = await commentCounts(tx, program.id, "milestone");
  const { summary, criteria } = summaryOf(row, ground, comments.get(key) ?? 0);
  const last = row.rooms.find(({ decision }) => decision !== null);
  return {
    ground,
    milestone: summary,
    readAt: now.toISOString(),
    criteria,
    rooms: row.rooms.map(roomSummary),
    conditions: (last?.conditions ?? [])
      .map((condition) => conditionView(last?.number ?? 0, condition, actor, program.id, now))
      .sort(
        (one, other) => conditionOrder.indexOf(one.state) - conditionOrder.indexOf(other.state),
      ),
    origin: placesOf(row.origin),
    may: {
      edit: may(actor, "criteria:edit", program.id),
      state: may(actor, "register:write", program.id),
      vote: may(actor, "milestone:vote", program.id),
      decide: may(actor, "milestone:decide", program.id),
    },
  };
};

/** The same as it leaves the server. */
export const milestoneDetail = async (
  ...asked: Parameters<typeof readMilestoneDetail>
): Promise<MilestoneDetail> => {
  const { ground: _, ...detail } = await readMilestoneDetail(...asked);
  return detail;
};
