import { randomUUID } from "node:crypto";
import type { ChangeAnswer, ChangeEffect, InterlockReading } from "@/lib/contract/switches";
import type { RuleChange } from "@/lib/domain/apply-edits";
import type { Effect } from "@/lib/domain/classify-effect";
import type { Actor } from "@/lib/domain/permissions";
import type { Masked } from "@/lib/domain/plan-change";
import { type Touched, touchedBy } from "@/lib/domain/request-ground";
import type { ForceScope } from "@/lib/domain/snapshot";
import type { ChangeEvent } from "@/lib/server/change-event";
import type { AuditedEvent } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { type SettledRequest, settleRequests } from "@/lib/server/requests/settle-requests";
import { effectView, noEffect } from "@/lib/server/switches/change-effect";
import { type PlannedFlip, scopeOfMoves } from "@/lib/server/switches/flip-checks";
import { openReview } from "@/lib/server/switches/reviews";
import { type ChangeKind, earlierChange, saveChange } from "@/lib/server/switches/save-change";
import { type SwitchBoard, switchBoard } from "@/lib/server/switches/switch-board";

export type ChangeOutcome = {
  readonly event: AuditedEvent | "repeated";
  readonly result: ChangeAnswer;
  readonly announce?: readonly ChangeEvent[];
};

const repeated = (
  board: SwitchBoard,
  changeId: string | undefined,
  made: { version: number; effect: ChangeEffect },
): ChangeOutcome => ({
  event: "repeated",
  result: {
    dryRun: false,
    epoch: board.snapshot.epoch,
    changeId: changeId ?? null,
    repeated: true,
    ...made,
  },
});

/** The answer to a request that was accepted before under the same id; `null` for a new one. */
export const repeatedChange = async (
  tx: Transaction,
  board: SwitchBoard,
  changeId: string | undefined,
  asked: unknown,
): Promise<ChangeOutcome | null> => {
  const earlier = await earlierChange(tx, board, changeId, asked);
  return earlier && repeated(board, changeId, earlier);
};

/** The answer to what is so already: a rollback or a force that is repeated succeeds and writes nothing. */
export const unchanged = (board: SwitchBoard, changeId: string | undefined): ChangeOutcome =>
  repeated(board, changeId, { version: board.snapshot.version, effect: noEffect(board) });

/**
 * A rollback or force of what is so already: nothing moves, but what was asked or scheduled for its
 * reach is called off all the same, for whoever asked wants it to stay as it is.
 */
export const repeatedReturn = async (
  { tx, actor, now, program }: AcceptContext,
  board: SwitchBoard,
  asked: {
    readonly changeId: string | undefined;
    readonly reason: string;
    readonly reach: Touched;
  },
): Promise<ChangeOutcome> => {
  const same = unchanged(board, asked.changeId);
  const { environment, program: key } = board.snapshot;
  const settled = await settleRequests(
    { tx, now, program: { id: program.id, key } },
    board.environmentId,
    async () => board,
    {
      by: actor.name,
      says: `${actor.name} asked for it to be as it was already (${asked.reason}).`,
      calledOff: { before: board, reach: asked.reach },
    },
  );
  if (settled.length === 0) return same;
  return {
    ...same,
    event: { subject: { environment, requests: settled }, reason: asked.reason },
    announce: [{ kind: "program", program: key }],
  };
};

export type AcceptContext = {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly program: { readonly id: string };
};

type Accepted = {
  readonly changeId: string | undefined;
  readonly kind: ChangeKind;
  readonly reason: string;
  readonly asked: unknown;
  readonly changes?: readonly RuleChange[];
  readonly effect: Effect;
  readonly masked?: readonly Masked[];
  readonly was: unknown;
  readonly now: unknown;
  /** How what interlocks it read. */
  readonly interlocks?: readonly InterlockReading[];
  /** The request that it was made from. */
  readonly request?: { readonly id: string; readonly number: number };
  /** Glass was broken for it, which owes a review. */
  readonly breakGlass?: { readonly reason: string; readonly plan: PlannedFlip } | null;
};

/** What a rollback or a force reaches, all of its scope: requests for any of it are called off. */
const reachOf = (before: SwitchBoard, after: SwitchBoard, accepted: Accepted): Touched | null => {
  const isSame = (one: ForceScope, other: ForceScope): boolean =>
    one.scope === other.scope && one.key === other.key;
  const forces = after.snapshot.force.filter(
    (force) => !before.snapshot.force.some((earlier) => isSame(earlier, force)),
  );
  if (accepted.kind === "force") return touchedBy(before.snapshot, { places: [], forces });
  return accepted.kind === "rollback"
    ? touchedBy(before.snapshot, { places: accepted.changes ?? [], forces: [] })
    : null;
};

const requestsSettled = async (
  { tx, actor, now, program }: AcceptContext,
  board: SwitchBoard,
  accepted: Accepted,
  version: number,
): Promise<SettledRequest[]> => {
  const place = { id: program.id, key: board.snapshot.program };
  const { environmentId, snapshot } = board;
  if ((await tx.flipRequest.count({ where: { environmentId, closedAt: null } })) === 0) return [];
  const after = await switchBoard(tx, place, snapshot.environment);
  const reach = reachOf(board, after, accepted);
  return settleRequests({ tx, now, program: place }, environmentId, async () => after, {
    by: actor.name,
    says: `Version ${version}, a ${accepted.kind} by ${actor.name} (${accepted.reason}).`,
    calledOff: reach && { before: board, reach },
  });
};

const openBrokenGlass = async (
  { tx, actor, now }: AcceptContext,
  { environmentId }: SwitchBoard,
  { breakGlass }: Accepted,
): Promise<void> => {
  if (!breakGlass) return;
  await openReview(tx, {
    environmentId,
    because: "break-glass",
    ...scopeOfMoves(breakGlass.plan),
    reason: breakGlass.reason,
    actor,
    at: now,
  });
};

/** Saves a change that nothing stands against, and gives what its command answers, audits and announces. */
export const acceptChange = async (
  context: AcceptContext,
  board: SwitchBoard,
  accepted: Accepted,
): Promise<ChangeOutcome> => {
  const { tx, actor, now, program } = context;
  const { kind, reason, asked, was, request, interlocks = [] } = accepted;
  const changeId = accepted.changeId ?? randomUUID();
  const seen = { at: now, interlocks };
  const view = await effectView(tx, program.id, board, accepted.effect, accepted.masked, seen);
  // It was taken: what would have stood against it, unasked for, is no part of what it did.
  const effect = { ...view, refusals: [], needsRequest: false };
  const { version, announce } = await saveChange(tx, board, {
    changeId,
    kind,
    reason,
    asked,
    changes: accepted.changes ?? [],
    effect,
    by: actor.name,
    at: now,
  });
  if (request) {
    await tx.switchChange.update({
      where: { environmentId_version: { environmentId: board.environmentId, version } },
      data: { requestId: request.id },
    });
  }
  await openBrokenGlass(context, board, accepted);
  const settled = await requestsSettled(context, board, accepted, version);
  const { environment, epoch, program: key } = board.snapshot;
  return {
    event: {
      subject: {
        environment,
        version,
        changeId,
        kind,
        ...(request ? { request: request.number } : {}),
        ...(accepted.breakGlass ? { breakGlass: accepted.breakGlass.reason } : {}),
        ...(settled.length > 0 ? { requests: settled } : {}),
      },
      was,
      now: accepted.now,
      reason,
    },
    result: { dryRun: false, version, epoch, changeId, repeated: false, effect },
    announce: [announce, { kind: "program", program: key }],
  };
};
