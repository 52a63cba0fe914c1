import { transition } from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import { doMeet, type Touched } from "@/lib/domain/request-ground";
import type { Transaction } from "@/lib/server/db";
import { tellAsked, tellEnded } from "@/lib/server/notices/tell-requests";
import {
  missingFor,
  needsApproval,
  type PlannedRequest,
  planRequest,
} from "@/lib/server/requests/plan-request";
import {
  askedOf,
  openRequests,
  type RequestRow,
  stateOf,
  storedState,
} from "@/lib/server/requests/request-rows";
import { planAsked } from "@/lib/server/switches/asked-change";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

type Program = { readonly id: string; readonly key: string };

/** What an accepted change did to a request that was waiting, for the audit. */
export type SettledRequest = {
  readonly number: number;
  readonly state: string;
  readonly because: string;
};

/** What just happened to the environment that requests wait in. */
export type Passed = {
  readonly by: string;
  /** In words, to follow "Version 42, " or to stand alone: what happened. */
  readonly says: string;
  /** What a rollback or a force reached: requests for any of it are called off. */
  readonly calledOff: { readonly before: SwitchBoard; readonly reach: Touched } | null;
};

const close = async (
  tx: Transaction,
  program: Program,
  row: RequestRow,
  now: Date,
  by: string,
  because: string,
): Promise<SettledRequest> => {
  await tx.flipRequest.update({
    where: { id: row.id },
    data: {
      state: "conflicted",
      updatedAt: now,
      closedAt: now,
      closedByName: by,
      closedBecause: because,
    },
  });
  await tellEnded({ tx, now, program }, row, "conflicted", because);
  return { number: row.number, state: "conflicted", because };
};

const isCalledOff = async (
  tx: Transaction,
  program: Program,
  row: RequestRow,
  { calledOff }: Passed,
): Promise<boolean> => {
  const asked = askedOf(row);
  const isOfSwitches = !asked.policy && !asked.unfreeze && !asked.criteria;
  if (!calledOff || row.state === "draft" || !isOfSwitches) return false;
  try {
    const { touched } = await planAsked(tx, program, calledOff.before, asked);
    return doMeet(touched, calledOff.reach);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

const planOrWhyNot = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  row: RequestRow,
  now: Date,
): Promise<PlannedRequest | string> => {
  try {
    return await planRequest(tx, program, board, askedOf(row), now);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
};

/** Puts one request onto the ground as it is now: its approvals fall where that has moved. */
const settle = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  row: RequestRow,
  now: Date,
  passed: Passed,
): Promise<SettledRequest | null> => {
  const planned = await planOrWhyNot(tx, program, board, row, now);
  const isDraft = row.state === "draft";
  if (typeof planned === "string") {
    return isDraft ? null : close(tx, program, row, now, passed.by, `${passed.says} ${planned}`);
  }
  const hasMoved = planned.groundDigest !== row.groundDigest;
  if (hasMoved && !isDraft && (!needsApproval(board, planned) || planned.kind !== "switches")) {
    const because = `${passed.says} What it touches is no longer as it was.`;
    return close(tx, program, row, now, passed.by, because);
  }
  if (hasMoved) {
    await tx.flipApproval.updateMany({
      where: { requestId: row.id, revision: row.revision, fellAt: null },
      data: { fellAt: now, fellBecause: passed.says },
    });
  }
  const standing = hasMoved ? { ...row, approvals: [] } : row;
  const missing = await missingFor(tx, program, board, planned, { ...row, standing });
  const next = transition(stateOf(row.state), {
    kind: "fall",
    missing: missing.length,
    isTimed: row.applyAt !== null,
  });
  const state = next.kind === "moves" ? storedState(next.to) : row.state;
  if (!hasMoved && state === row.state) return null;
  const { groundDigest } = planned;
  await tx.flipRequest.update({
    where: { id: row.id },
    data: { state, groundDigest, baseVersion: board.snapshot.version, updatedAt: now },
  });
  if (hasMoved) {
    const told = { ...standing, state, groundDigest };
    await tellAsked({ tx, now, program }, told, missing, `Its approvals fell: ${passed.says}`);
  }
  return hasMoved && !isDraft ? { number: row.number, state, because: passed.says } : null;
};

/**
 * Takes every request that waits in an environment along with what just happened there, in the same
 * transaction: a rollback or force calls off those in its reach; where the ground of one has moved its
 * approvals fall, or it ends as overtaken when it has none to fall. So a request's state is always true.
 */
export const settleRequests = async (
  context: { readonly tx: Transaction; readonly now: Date; readonly program: Program },
  environmentId: string,
  readBoard: () => Promise<SwitchBoard>,
  passed: Passed,
): Promise<SettledRequest[]> => {
  const { tx, now, program } = context;
  const rows = await openRequests(tx, environmentId);
  if (rows.length === 0) return [];
  const board = await readBoard();
  const settled: SettledRequest[] = [];
  for (const row of rows) {
    const done = (await isCalledOff(tx, program, row, passed))
      ? await close(tx, program, row, now, passed.by, `Called off: ${passed.says}`)
      : await settle(tx, program, board, row, now, passed);
    if (done) settled.push(done);
  }
  return settled;
};
