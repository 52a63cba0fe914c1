import { readRequest as operation, type RequestDetail } from "@/lib/contract/requests";
import type { ChangeEffect } from "@/lib/contract/switches";
import { effectDifference } from "@/lib/domain/effect-difference";
import { isOpen, refusalToDecide } from "@/lib/domain/flip-request";
import type { Accounts } from "@/lib/domain/four-eyes";
import { type Actor, type Permission, refuseUnlessAllowed } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { accountsBehind } from "@/lib/server/people/second-person";
import { query } from "@/lib/server/query";
import { permissionFor } from "@/lib/server/requests/draft-request";
import { type PlannedRequest, planRequest } from "@/lib/server/requests/plan-request";
import { requestNeeds } from "@/lib/server/requests/request-needs";
import {
  askedOf,
  type RequestRow,
  requesterOf,
  requestNumbered,
  stateOf,
} from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";
import { isOwn } from "@/lib/server/requests/requester";
import { effectView } from "@/lib/server/switches/change-effect";
import { flipInterlocks } from "@/lib/server/switches/flip-checks";
import { switchBoard } from "@/lib/server/switches/switch-board";

const isAllowed = (actor: Actor, permission: Permission, programId: string): boolean => {
  try {
    refuseUnlessAllowed(actor, permission, programId);
    return true;
  } catch {
    return false;
  }
};

const mayOf = (
  actor: Actor,
  accounts: Accounts,
  programId: string,
  row: RequestRow,
  needs: RequestDetail["missing"],
): RequestDetail["may"] => {
  const state = stateOf(row.state);
  const open = isOpen(state);
  const mayDo = isAllowed(actor, permissionFor(askedOf(row)), programId);
  const own = isOwn(actor, row);
  const mayApprove = isAllowed(actor, "switch:approve", programId);
  const refusal = refusalToDecide(actor, accounts, requesterOf(row));
  const isReady = needs.every(({ kind }) => kind === "apply");
  const isInterlocked = needs.some(({ kind }) => kind === "interlock");
  const onlyInterlocked = needs.every(({ kind }) => kind === "interlock" || kind === "apply");
  return {
    decide: open && state !== "draft" && mayApprove && refusal === null,
    edit: open && mayDo,
    withdraw: open && ((own && mayDo) || isAllowed(actor, "program:configure", programId)),
    apply: open && mayDo && isReady,
    breakGlass:
      open &&
      mayDo &&
      isInterlocked &&
      onlyInterlocked &&
      isAllowed(actor, "switch:break-glass", programId),
    why: open && state !== "draft" && mayApprove ? refusal : null,
  };
};

const movesIn = (effect: ChangeEffect) => [
  ...effect.routeMoves.map(({ route, from, to }) => ({ key: route, from, to })),
  ...effect.workerMoves.map(({ worker, from, to }) => ({ key: worker, from, to })),
];

/** One request: what it would do now against what was asked, who approved it, what is missing and whose it is. */
export const readRequest = query(
  { name: "read-request", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }): Promise<RequestDetail> => {
    const board = await switchBoard(db, program, input.environment);
    const place = { id: board.environmentId, key: input.environment };
    const row = await requestNumbered(db, place, input.number);
    const asked = row.effect as unknown as ChangeEffect;
    const moved: string[] = [];
    let planned: PlannedRequest | null = null;
    if (isOpen(stateOf(row.state))) {
      try {
        planned = await planRequest(db, program, board, askedOf(row), now);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        moved.push(error.message);
      }
    }
    let current: ChangeEffect | null = null;
    if (planned?.kind === "switches") {
      const { plan, masked } = planned;
      const interlocks = await flipInterlocks(db, program, board, plan, now);
      const view = await effectView(db, program.id, board, plan, masked, { at: now, interlocks });
      // That it needs a request is what this is.
      current = { ...view, refusals: [], needsRequest: false };
      moved.push(...effectDifference(movesIn(asked), movesIn(view)));
    }
    const needs = planned ? await requestNeeds(db, program, board, row, planned, now) : [];
    const { policy, unfreeze, criteria } = askedOf(row);
    const isOfSwitches = !policy && !unfreeze && !criteria;
    return {
      request: requestView(row, actor),
      isProtected: board.isProtected,
      asked: isOfSwitches ? asked : null,
      current,
      changes: planned?.kind === "criteria" ? [...planned.changes] : [],
      moved,
      missing: needs,
      may: mayOf(actor, await accountsBehind(db, actor), program.id, row, needs),
    };
  },
);
