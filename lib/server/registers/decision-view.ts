import type { DecisionDetail, DecisionSummary } from "@/lib/contract/decisions";
import {
  approvalState,
  cannotApprove,
  type DecisionStatus,
  type DecisionVote,
} from "@/lib/domain/decision-approval";
import { isOneOf } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import { namedIn } from "@/lib/domain/read-criterion";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { accountsBehind } from "@/lib/server/people/second-person";
import { type DecisionWriters, decisionWriters } from "@/lib/server/registers/decision-writers";
import { may } from "@/lib/server/registers/milestone-view";
import { commentCounts, registerHistory } from "@/lib/server/registers/register-history";
import { placesOf } from "@/lib/server/registers/register-read";

type Program = { readonly id: string; readonly key: string };

export const loadDecisions = (tx: Transaction, programId: string, key?: string) =>
  tx.decision.findMany({
    where: { programId, ...(key === undefined ? {} : { key }) },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    include: { approvals: { orderBy: [{ at: "asc" }, { id: "asc" }] } },
  });

export type DecisionRow = Awaited<ReturnType<typeof loadDecisions>>[number];

/** Approvals as the domain counts them: a later one of the same person takes the place of an earlier one. */
export const votesOf = async (
  tx: Transaction,
  { approvals }: DecisionRow,
  { accounts }: DecisionWriters,
): Promise<(DecisionVote & { readonly id: string })[]> => {
  const people = await tx.person.findMany({
    where: { id: { in: approvals.map(({ personId }) => personId) } },
    select: { id: true, handle: true },
  });
  const handles = new Map(people.map(({ id, handle }) => [id, handle]));
  const newest = new Map(approvals.map((row) => [`${row.personId} ${row.version}`, row.id]));
  return approvals
    .filter((row) => newest.get(`${row.personId} ${row.version}`) === row.id)
    .map((row) => ({
      id: row.id,
      version: row.version,
      handle: handles.get(row.personId) ?? "",
      name: row.personName,
      teams: row.teams,
      isApproval: row.isApproval,
      isWriter: isOneOf(accounts, [row.personId]),
    }));
};

/** Open decisions that somebody has voted on as they stand: only there it matters who wrote them. */
export const votedOn = (rows: readonly DecisionRow[]): string[] =>
  rows
    .filter(
      ({ status, version, approvals }) =>
        status === "open" && approvals.some((vote) => vote.version === version),
    )
    .map(({ key }) => key);

const isLate = (row: DecisionRow, now: Date): boolean =>
  row.status === "open" && row.targetAt !== null && row.targetAt < now;

const summaryOf = (
  row: DecisionRow,
  votes: readonly DecisionVote[],
  comments: number,
  now: Date,
): Omit<DecisionSummary, "options"> => ({
  key: row.key,
  position: row.position,
  title: row.title,
  status: row.status as DecisionStatus,
  owner: row.owner,
  targetAt: row.targetAt?.toISOString() ?? null,
  isLate: isLate(row, now),
  impact: row.impact,
  recommendation: row.recommendation,
  outcome: row.outcome,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  decidedBy: row.decidedByName,
  effectiveAt: row.effectiveAt?.toISOString() ?? null,
  waitsFor: row.status === "open" ? [...approvalState(row, votes).waitsFor] : [],
  comments,
  version: row.version,
});

const optionsOf = (row: DecisionRow): DecisionDetail["options"] =>
  (row.options as unknown as Partial<DecisionDetail["options"][number]>[]).map((option, at) => ({
    key: option.key ?? String.fromCharCode(65 + at),
    title: option.title ?? "",
    for: option.for ?? [],
    against: option.against ?? [],
  }));

/** The register of a program, in order. */
export const decisionSummaries = async (
  tx: Transaction,
  program: Program,
  now: Date,
): Promise<DecisionSummary[]> => {
  const rows = await loadDecisions(tx, program.id);
  const comments = await commentCounts(tx, program.id, "decision");
  const people = await tx.person.findMany({
    where: { id: { in: rows.flatMap(({ approvals }) => approvals.map((each) => each.personId)) } },
    select: { id: true, handle: true },
  });
  const handles = new Map(people.map(({ id, handle }) => [id, handle]));
  const writersOf = await decisionWriters(tx, program.id, votedOn(rows));
  return rows.map((row) => {
    const { accounts } = writersOf(row.key);
    const votes = row.approvals.map(({ personId, personName, ...vote }) => ({
      ...vote,
      name: personName,
      handle: handles.get(personId) ?? "",
      isWriter: isOneOf(accounts, [personId]),
    }));
    return {
      ...summaryOf(row, votes, comments.get(row.key) ?? 0, now),
      options: optionsOf(row).length,
    };
  });
};

/** Milestones and gates that ask for it, by their criteria and rules. */
const requiredBy = async (
  tx: Transaction,
  programId: string,
  row: DecisionRow,
): Promise<DecisionDetail["requiredBy"]> => {
  const decision = {
    key: row.key,
    title: row.title,
    status: "open" as const,
    owner: null,
    decided: null,
  };
  const ground = { gates: new Map(), decisions: new Map([[row.key, decision]]) };
  const names = (value: unknown): boolean =>
    namedIn(JSON.stringify(value ?? null), ground).length > 0;
  const milestones = await tx.milestone.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    select: {
      key: true,
      title: true,
      criteria: { select: { refers: true, title: true, evidence: true, notes: true } },
    },
  });
  const gates = await tx.programGate.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    select: { key: true, title: true, rule: true, evidence: true },
  });
  const quality = await tx.qualityGate.findMany({
    where: { programId },
    orderBy: { position: "asc" },
    select: { key: true, title: true, rule: true },
  });
  return [
    ...milestones
      .filter(({ criteria }) => criteria.some(names))
      .map(({ key, title }) => ({ kind: "milestone" as const, key, title })),
    ...gates
      .filter(({ rule, evidence }) => names({ rule, evidence }))
      .map(({ key, title }) => ({ kind: "gate" as const, key, title })),
    ...quality
      .filter(({ rule }) => names(rule))
      .map(({ key, title }) => ({ kind: "quality-gate" as const, key, title })),
  ];
};

const commands = ["set-decision", "approve-decision", "set-decision-status"];

/** One decision with its options, approvals and history. */
export const decisionDetail = async (
  tx: Transaction,
  program: Program,
  actor: Actor,
  key: string,
  now: Date,
  /** Whoever edits it at this moment: the audit has them once it is done. */
  writer: Actor | null = null,
): Promise<DecisionDetail> => {
  const [row] = await loadDecisions(tx, program.id, key);
  if (!row) throw new Refusal("not-found", `${program.key} has no decision ${key}.`);
  const open = row.status === "open" ? [key] : [];
  const writers = (await decisionWriters(tx, program.id, open, writer))(key);
  const votes = await votesOf(tx, row, writers);
  const counting = new Set(
    votes.filter(({ version }) => version === row.version).map(({ id }) => id),
  );
  const comments = await commentCounts(tx, program.id, "decision");
  const named = { ...row, status: row.status as DecisionStatus };
  const mayApprove = may(actor, "decision:approve", program.id);
  const person =
    actor.kind === "person"
      ? { ...actor, isWriter: isOneOf(await accountsBehind(tx, actor), writers.accounts) }
      : null;
  return {
    ...summaryOf(row, votes, comments.get(key) ?? 0, now),
    options: optionsOf(row),
    evidence: row.evidence,
    notes: row.notes,
    approvers: row.approvers,
    writers: [...writers.names],
    approvals: row.approvals.map((approval) => ({
      by: approval.personName,
      teams: approval.teams,
      isApproval: approval.isApproval,
      comment: approval.comment,
      at: approval.at.toISOString(),
      version: approval.version,
      counts: counting.has(approval.id),
    })),
    requiredBy: await requiredBy(tx, program.id, row),
    history: await registerHistory(
      tx,
      program.id,
      { kind: "decision", key, subject: "decision" },
      commands,
    ),
    origin: placesOf(row.origin),
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedByName,
    mayWrite: may(actor, "register:write", program.id),
    cannotApprove: mayApprove
      ? cannotApprove(named, person)
      : "Your role does not approve decisions.",
  };
};
