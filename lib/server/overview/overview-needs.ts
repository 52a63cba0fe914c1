import type { NeedView } from "@/lib/contract/overview";
import { approvalState, isMeant } from "@/lib/domain/decision-approval";
import { type Accounts, isOneOf } from "@/lib/domain/four-eyes";
import { conditionState } from "@/lib/domain/go-no-go";
import { type Actor, permissions, rolesIn } from "@/lib/domain/permissions";
import type { Database } from "@/lib/server/db";
import { accountsBehind } from "@/lib/server/people/second-person";
import { votedOn } from "@/lib/server/registers/decision-view";
import { decisionWriters } from "@/lib/server/registers/decision-writers";
import { may, ownsCondition } from "@/lib/server/registers/milestone-view";
import type { ProgramScope } from "@/lib/server/scope";

type Person = Actor & { readonly kind: "person" };
type Reading = {
  readonly db: Database;
  readonly program: ProgramScope;
  readonly person: Person;
  /** Every account of theirs: what they asked for under another waits for somebody else as well. */
  readonly accounts: Accounts;
  readonly now: Date;
};

/** A waiver's end is told a week ahead: a gate takes days to mend. */
const waiverAheadMs = 7 * 86_400_000;
/** What is due later than this does not need anybody today. */
const soonMs = 14 * 86_400_000;

const isPast = (at: Date | null, now: Date): boolean => at !== null && at <= now;
const root = ({ program }: Reading): string => `/programs/${program.key}`;

/** Approvals that wait for somebody who did not ask and has not answered. */
const requestNeeds = async (reading: Reading): Promise<NeedView[]> => {
  const { db, program, person, accounts } = reading;
  const mayApprove = rolesIn(person, program.id).some((role) =>
    (permissions["switch:approve"].roles as readonly string[]).includes(role),
  );
  if (!mayApprove) return [];
  const rows = await db.flipRequest.findMany({
    where: {
      environment: { programId: program.id },
      state: "awaiting_approval",
      OR: [{ requesterId: null }, { requesterId: { notIn: [...accounts] } }],
    },
    orderBy: { createdAt: "asc" },
    take: 20,
    select: {
      number: true,
      reason: true,
      revision: true,
      requesterName: true,
      expiresAt: true,
      effect: true,
      environment: { select: { key: true } },
      approvals: { select: { personId: true, revision: true, fellAt: true } },
    },
  });
  return rows
    .filter(
      ({ approvals, revision }) =>
        !approvals.some(
          (each) => accounts.includes(each.personId) && each.revision === revision && !each.fellAt,
        ),
    )
    .map((row): NeedView => {
      const says = (row.effect as { says?: string }).says ?? row.reason;
      return {
        kind: "request",
        key: `${row.environment.key}/${row.number}`,
        says: `Approve request ${row.number} in ${row.environment.key}: ${says}`,
        detail: `${row.requesterName}: ${row.reason}`,
        action: "Review",
        link: `${root(reading)}/requests/${row.environment.key}/${row.number}`,
        dueAt: row.expiresAt.toISOString(),
        isLate: false,
      };
    });
};

/** Waivers that ask to be decided, and those in force that end soon and are the reader's to mend. */
const waiverNeeds = async (reading: Reading): Promise<NeedView[]> => {
  const { db, program, person, accounts, now } = reading;
  const rows = await db.waiver.findMany({
    where: {
      programId: program.id,
      OR: [
        { state: "asked" },
        { state: "active", until: { lte: new Date(now.getTime() + waiverAheadMs) } },
      ],
    },
    orderBy: { until: "asc" },
    take: 50,
    include: { environment: { select: { key: true } } },
  });
  const mayDecide = may(person, "waiver:decide", program.id);
  const isManager = may(person, "milestone:decide", program.id);
  return rows.flatMap((row): NeedView[] => {
    const environment = row.environment?.key ?? "";
    const what = row.capability === "" ? row.gate : `${row.gate} of ${row.capability}`;
    const place = {
      kind: "waiver" as const,
      key: row.id,
      detail: row.reason,
      link: `${root(reading)}/gates?environment=${environment}&tab=waivers`,
      dueAt: row.until.toISOString(),
    };
    if (row.state === "asked") {
      if (!mayDecide || isOneOf(accounts, [row.askedById])) return [];
      const says = `Agree to a waiver: ${what} in ${environment}`;
      return [
        {
          ...place,
          says,
          detail: `${row.askedByName}: ${row.reason}`,
          action: "Decide",
          isLate: false,
        },
      ];
    }
    if (!isManager && !isMeant(row.owner, person)) return [];
    const isLate = isPast(row.until, now);
    const says = isLate ? `Waiver is over: ${what}` : `Waiver ends: ${what} in ${environment}`;
    return [{ ...place, says, detail: `${row.owner}: ${row.reason}`, action: "Open", isLate }];
  });
};

const conditionNeeds = async (reading: Reading): Promise<NeedView[]> => {
  const { db, program, person, now } = reading;
  const rows = await db.condition.findMany({
    where: {
      room: { milestone: { programId: program.id } },
      doneAt: null,
      dueAt: { lte: new Date(now.getTime() + soonMs) },
    },
    orderBy: { dueAt: "asc" },
    include: { room: { select: { number: true, milestone: { select: { key: true } } } } },
  });
  return rows
    .filter(({ owner }) => ownsCondition(person, owner, program.id))
    .map(
      (row): NeedView => ({
        kind: "condition",
        key: row.id,
        says: `Condition of ${row.room.milestone.key}: ${row.text}`,
        detail: row.owner,
        action: "Close",
        link: `${root(reading)}/milestones/${encodeURIComponent(row.room.milestone.key)}`,
        dueAt: row.dueAt.toISOString(),
        isLate: conditionState(row, now) === "overdue",
      }),
    );
};

/** Open decisions that wait for the reader's approval, or are the reader's to bring about. */
const decisionNeeds = async (reading: Reading): Promise<NeedView[]> => {
  const { db, program, person, accounts, now } = reading;
  const rows = await db.decision.findMany({
    where: { programId: program.id, status: "open" },
    orderBy: [{ targetAt: "asc" }, { position: "asc" }],
    include: { approvals: true },
  });
  const handles = new Map(
    (
      await db.person.findMany({
        where: {
          id: { in: rows.flatMap(({ approvals }) => approvals.map((each) => each.personId)) },
        },
        select: { id: true, handle: true },
      })
    ).map(({ id, handle }) => [id, handle]),
  );
  const isManager = may(person, "milestone:decide", program.id);
  const writersOf = await decisionWriters(db, program.id, votedOn(rows));
  return rows.flatMap((row): NeedView[] => {
    const writers = writersOf(row.key).accounts;
    const votes = row.approvals.map((each) => ({
      version: each.version,
      handle: handles.get(each.personId) ?? "",
      name: each.personName,
      teams: each.teams,
      isApproval: each.isApproval,
      isWriter: isOneOf(writers, [each.personId]),
    }));
    const { waitsFor } = approvalState(row, votes);
    // Whoever wrote it and approved it has done theirs: it waits for somebody else.
    const isAsked =
      waitsFor.some((name) => isMeant(name, person)) &&
      !row.approvals.some(
        ({ personId, version }) => version === row.version && accounts.includes(personId),
      );
    const isSoon = row.targetAt !== null && row.targetAt.getTime() - now.getTime() <= soonMs;
    const isMine = row.owner !== null && isMeant(row.owner, person);
    if (!isAsked && !(isSoon && (isMine || isManager))) return [];
    return [
      {
        kind: "decision",
        key: row.key,
        says: `Decision ${row.key}: ${row.title}`,
        detail: isAsked
          ? "waits for your approval"
          : `waits for ${waitsFor.join(", ") || "an owner"}`,
        action: isAsked ? "Decide" : "Open",
        link: `${root(reading)}/decisions/${encodeURIComponent(row.key)}`,
        dueAt: row.targetAt?.toISOString() ?? null,
        isLate: isPast(row.targetAt, now),
      },
    ];
  });
};

const reviewNeeds = async (reading: Reading): Promise<NeedView[]> => {
  const { db, program, person, accounts, now } = reading;
  if (!may(person, "review:close", program.id)) return [];
  const rows = await db.review.findMany({
    where: { environment: { programId: program.id }, closedAt: null },
    orderBy: { dueAt: "asc" },
    include: { environment: { select: { key: true } } },
  });
  return rows
    .filter(({ openedById }) => !isOneOf(accounts, [openedById]))
    .map(
      (row): NeedView => ({
        kind: "review",
        key: row.id,
        says: `Review the ${row.because.replace("-", " ")} in ${row.environment.key}`,
        detail: `${row.openedByName}: ${row.reason}`,
        action: "Review",
        link: `${root(reading)}/emergencies?environment=${row.environment.key}`,
        dueAt: row.dueAt.toISOString(),
        isLate: isPast(row.dueAt, now),
      }),
    );
};

const gateNeeds = async (reading: Reading): Promise<NeedView[]> => {
  const { db, program, person, now } = reading;
  if (!may(person, "register:write", program.id)) return [];
  const rows = await db.programGate.findMany({
    where: { programId: program.id, state: "ready-for-approval" },
    orderBy: { position: "asc" },
  });
  const isManager = may(person, "milestone:decide", program.id);
  return rows
    .filter(({ owner }) => isManager || (owner !== null && isMeant(owner, person)))
    .map(
      (row): NeedView => ({
        kind: "gate",
        key: row.key,
        says: `${row.key} is ready for approval: ${row.title}`,
        detail: row.owner ?? "",
        action: "Approve",
        link: `${root(reading)}/gates/program/${encodeURIComponent(row.key)}`,
        dueAt: row.dueAt?.toISOString() ?? null,
        isLate: isPast(row.dueAt, now),
      }),
    );
};

const never = "9999";

/** What waits for the reader in a program, late ones first, then by when it is due. Nothing waits for a token. */
export const readNeeds = async (
  db: Database,
  program: ProgramScope,
  actor: Actor,
  now: Date,
): Promise<NeedView[]> => {
  if (actor.kind !== "person") return [];
  const accounts = await accountsBehind(db, actor);
  const reading = { db, program, person: actor, accounts, now };
  const needs = [
    ...(await reviewNeeds(reading)),
    ...(await requestNeeds(reading)),
    ...(await conditionNeeds(reading)),
    ...(await waiverNeeds(reading)),
    ...(await decisionNeeds(reading)),
    ...(await gateNeeds(reading)),
  ];
  return needs.sort(
    (one, other) =>
      Number(other.isLate) - Number(one.isLate) ||
      (one.dueAt ?? never).localeCompare(other.dueAt ?? never),
  );
};
