import { randomUUID } from "node:crypto";
import type { ChangeAnswer, ChangeEffect } from "@/lib/contract/switches";
import type { RuleChange } from "@/lib/domain/apply-edits";
import type { Effect } from "@/lib/domain/classify-effect";
import type { Actor } from "@/lib/domain/permissions";
import type { Masked } from "@/lib/domain/plan-change";
import { Refusal } from "@/lib/domain/refusal";
import { effectView, noEffect, refusalsOf } from "@/lib/server/change-effect";
import type { ChangeEvent } from "@/lib/server/change-event";
import type { AuditedEvent } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { type ChangeKind, earlierChange, saveChange } from "@/lib/server/save-change";
import type { SwitchBoard } from "@/lib/server/switch-board";

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

/** A protected environment takes nothing that moves towards the target without a request. */
export const refuseIfProtected = (effect: Effect, board: SwitchBoard): void => {
  const [refusal] = refusalsOf(effect, board);
  if (refusal) throw new Refusal("needs-request", refusal);
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
};

/** Saves a change that nothing stands against, and gives what its command answers, audits and announces. */
export const acceptChange = async (
  context: AcceptContext,
  board: SwitchBoard,
  accepted: Accepted,
): Promise<ChangeOutcome> => {
  const { tx, actor, now, program } = context;
  const { kind, reason, asked, was } = accepted;
  const changeId = accepted.changeId ?? randomUUID();
  const effect = await effectView(tx, program.id, board, accepted.effect, accepted.masked);
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
  const { environment, epoch } = board.snapshot;
  return {
    event: {
      subject: { environment, version, changeId, kind },
      was,
      now: accepted.now,
      reason,
    },
    result: { dryRun: false, version, epoch, changeId, repeated: false, effect },
    announce: [announce],
  };
};
