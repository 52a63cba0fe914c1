import type { RequestedChange } from "@/lib/contract/requests";
import type { ChangeEffect } from "@/lib/contract/switches";
import {
  policyDifference,
  refuseBadPolicy,
  timeWords,
  waitOf,
} from "@/lib/domain/environment-policy";
import type { MissingApproval, Requester } from "@/lib/domain/flip-request";
import type { Permission } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { criteriaEnvironment } from "@/lib/server/gates/criteria";
import { missingFor, type PlannedRequest, planRequest } from "@/lib/server/requests/plan-request";
import { effectView, noEffect } from "@/lib/server/switches/change-effect";
import { flipInterlocks } from "@/lib/server/switches/flip-checks";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

type Program = { readonly id: string; readonly key: string };

/** Asking for a thing, and doing it once it is approved, takes the same right as doing it where nobody has to approve. */
export const permissionFor = (asked: RequestedChange): Permission => {
  if (asked.criteria) return "criteria:edit";
  return asked.policy || asked.unfreeze ? "program:configure" : "switch:flip";
};

/** Only what is asked for, out of an input that says more. */
export const askedIn = (input: RequestedChange): RequestedChange => {
  const { rules, lift, restore, policy, unfreeze, criteria } = input;
  return {
    ...(rules ? { rules } : {}),
    ...(lift ? { lift } : {}),
    ...(restore ? { restore } : {}),
    ...(policy ? { policy } : {}),
    ...(unfreeze ? { unfreeze } : {}),
    ...(criteria ? { criteria } : {}),
  };
};

const refusePolicyRequest = (board: SwitchBoard, { policy }: RequestedChange): void => {
  const { environment } = board.snapshot;
  if (!board.isProtected) {
    throw new Refusal(
      "conflict",
      `${environment} is not protected: its policy and its freeze are changed at once, without a request.`,
    );
  }
  if (!policy) return;
  refuseBadPolicy(policy, board.isProtected);
  if (policyDifference(board.policy, policy).length === 0) {
    throw new Refusal("no-effect", `The policy of ${environment} says this already.`);
  }
};

/** Criteria are the whole program's: they are asked for in one place, its first protected environment. */
const refuseElsewhere = async (
  tx: Transaction,
  program: Program,
  { snapshot }: SwitchBoard,
): Promise<void> => {
  const environment = await criteriaEnvironment(tx, program.id);
  if (environment === snapshot.environment) return;
  throw new Refusal(
    "conflict",
    environment === null
      ? `No environment of ${program.key} is protected: criteria are edited at once, without a request.`
      : `What has to hold before a flip is asked for in ${environment}, the program's first protected environment.`,
    [],
    { environment },
  );
};

const refuseBadTime = (board: SwitchBoard, applyAt: Date | null, now: Date): void => {
  if (!applyAt) return;
  const refuse = (says: string): never => {
    throw new Refusal("invalid", says, [{ field: "applyAt", says }]);
  };
  if (applyAt <= now) refuse(`${timeWords(applyAt)} is past: name a time to come, or none.`);
  if (applyAt.getTime() - now.getTime() > 90 * 86_400_000) {
    refuse("A change is scheduled for at most 90 days from now.");
  }
  const wait = waitOf(board.policy, board.snapshot.environment, applyAt);
  if (wait) refuse(`It could not be applied at ${timeWords(applyAt)}: ${wait.says}`);
};

/** A rollback never waits, so that nobody learns to ask for one; at a time it may be asked for. */
const refuseUntimedRollback = (
  board: SwitchBoard,
  planned: PlannedRequest,
  applyAt: Date | null,
): void => {
  if (planned.kind !== "switches" || planned.plan.kind !== "rollback" || applyAt) return;
  throw new Refusal(
    "conflict",
    `This moves nobody towards ${board.snapshot.owners.target}: it needs no request. Make it at once, or name a time for it.`,
  );
};

const effectOf = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  planned: PlannedRequest,
  asked: RequestedChange,
  at: Date,
): Promise<ChangeEffect> => {
  const { environment } = board.snapshot;
  if (planned.kind === "switches") {
    const interlocks = await flipInterlocks(tx, program, board, planned.plan, at);
    return effectView(tx, program.id, board, planned.plan, planned.masked, { at, interlocks });
  }
  if (planned.kind === "criteria") return { ...noEffect(board), says: planned.says };
  const says =
    planned.kind === "unfreeze"
      ? `${environment} is no longer frozen.`
      : `The policy of ${environment}: ${asked.policy ? policyDifference(board.policy, asked.policy).join("; ") : ""}.`;
  return { ...noEffect(board), says };
};

export type RequestDraft = {
  readonly asked: RequestedChange;
  readonly groundDigest: string;
  readonly effect: ChangeEffect;
  readonly applyAt: Date | null;
  readonly expiresAt: Date;
  /** Before anybody has approved it. */
  readonly missing: readonly MissingApproval[];
};

/** What is asked for, checked and planned on the board as it stands: a new request, or a new revision of one. */
export const draftRequest = async (
  context: { readonly tx: Transaction; readonly program: Program; readonly now: Date },
  board: SwitchBoard,
  asked: RequestedChange,
  applyAt: Date | null,
  requester: Requester,
): Promise<RequestDraft> => {
  const { tx, program, now } = context;
  if (asked.policy || asked.unfreeze) refusePolicyRequest(board, asked);
  if (asked.criteria) await refuseElsewhere(tx, program, board);
  refuseBadTime(board, applyAt, now);
  const planned = await planRequest(tx, program, board, asked, now);
  refuseUntimedRollback(board, planned, applyAt);
  const missing = await missingFor(tx, program, board, planned, {
    requesterId: requester.id,
    requesterName: requester.name,
  });
  const from = Math.max(now.getTime(), applyAt?.getTime() ?? 0);
  return {
    asked,
    groundDigest: planned.groundDigest,
    effect: await effectOf(tx, program, board, planned, asked, now),
    applyAt,
    expiresAt: new Date(from + board.policy.requestHours * 3_600_000),
    missing,
  };
};
