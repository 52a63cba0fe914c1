import type * as z from "zod";
import { applyRequest as operation } from "@/lib/contract/requests";
import { timeWords } from "@/lib/domain/environment-policy";
import { transition } from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { writeCriteria } from "@/lib/server/gates/criteria";
import { permissionFor } from "@/lib/server/requests/draft-request";
import { missingFor, type PlannedRequest, planRequest } from "@/lib/server/requests/plan-request";
import {
  askedOf,
  type RequestRow,
  refuseEnded,
  requestNumbered,
  standingApprovals,
  stateOf,
} from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";
import { settleRequests } from "@/lib/server/requests/settle-requests";
import { acceptChange } from "@/lib/server/switches/accept-change";
import { deleteForce, rulesAfter, rulesBefore } from "@/lib/server/switches/asked-change";
import { refuseUnacknowledged } from "@/lib/server/switches/change-effect";
import { flipInterlocks, refuseFlip } from "@/lib/server/switches/flip-checks";
import { writePolicy } from "@/lib/server/switches/policy-write";
import {
  lockedSwitchBoard,
  type SwitchBoard,
  switchBoard,
} from "@/lib/server/switches/switch-board";

type Answer = z.infer<typeof operation.answer>;
type Program = { readonly id: string; readonly key: string };

/** Not before its time, not after its life, not without its approvals, and only on the ground they were given on. */
const refuseUnready = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  row: RequestRow,
  planned: PlannedRequest,
  now: Date,
): Promise<void> => {
  const named = `Request ${row.number}`;
  const next = transition(stateOf(row.state), { kind: "apply" });
  const missing = await missingFor(tx, program, board, planned, { ...row, standing: row });
  if (missing.length > 0) {
    throw new Refusal(
      "conflict",
      `${named} waits for approvals. ${missing.map(({ says }) => says).join(" ")}`,
      missing.map(({ says }) => ({ says })),
    );
  }
  if (next.kind === "refused") throw new Refusal("conflict", `${named}: ${next.because}`);
  if (row.expiresAt <= now) {
    throw new Refusal("conflict", `${named} expired at ${timeWords(row.expiresAt)}. Ask again.`);
  }
  if (planned.groundDigest !== row.groundDigest) {
    throw new Refusal(
      "stale-version",
      `What ${named.toLowerCase()} touches changed after it was decided on. Look at it again.`,
    );
  }
  if (row.applyAt && row.applyAt > now) {
    throw new Refusal(
      "conflict",
      `${named} is scheduled for ${timeWords(row.applyAt)}. Edit it to have it sooner.`,
    );
  }
};

const approversWords = (row: RequestRow): string => {
  const names = standingApprovals(row).map(({ personName }) => personName);
  return names.length === 0 ? "" : `, approved by ${names.join(", ")}`;
};

/** Closes the request by compare-and-set, so that it is applied once, whoever else tries. */
const closeApplied = async (
  tx: Transaction,
  row: RequestRow,
  by: string,
  now: Date,
): Promise<void> => {
  const closed = await tx.flipRequest.updateMany({
    where: { id: row.id, state: row.state, revision: row.revision, closedAt: null },
    data: {
      state: "applied",
      updatedAt: now,
      closedAt: now,
      closedByName: by,
      closedBecause: "Applied",
    },
  });
  if (closed.count !== 1) {
    throw new Refusal("conflict", `Request ${row.number} changed at the same moment. Look again.`);
  }
};

/**
 * Makes the change that a request asks for: everything is read again, and what it makes is a change
 * like any other, linked to the request. The schedule does it too, when its time has come.
 */
export const applyRequest = command(
  {
    name: "apply-request",
    allow: "program:read",
    further: ["switch:flip", "program:configure", "criteria:edit", "switch:break-glass"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const place = { id: board.environmentId, key: input.environment };
    const row = await requestNumbered(tx, place, input.number);
    const asked = askedOf(row);
    authorise(permissionFor(asked));
    if (input.breakGlass) authorise("switch:break-glass");
    const answer = async (change: Answer["change"]): Promise<Answer> => ({
      request: requestView(await requestNumbered(tx, place, input.number), actor),
      change,
    });
    if (row.state === "applied") return { event: "repeated", result: await answer(null) };
    refuseEnded(row);
    const planned = await planRequest(tx, program, board, asked, now);
    await refuseUnready(tx, program, board, row, planned, now);
    const subject = { environment: input.environment, request: row.number };
    if (asked.criteria) {
      await closeApplied(tx, row, actor.name, now);
      const { was, is } = await writeCriteria({ tx, actor, now, program }, asked.criteria);
      const settled = await settleRequests(
        { tx, now, program },
        board.environmentId,
        () => switchBoard(tx, program, input.environment),
        { by: actor.name, says: `Request ${row.number} changed criteria.`, calledOff: null },
      );
      return {
        event: {
          subject: { ...subject, ...(settled.length > 0 ? { requests: settled } : {}) },
          was,
          now: is,
          reason: row.reason,
        },
        result: await answer(null),
        announce: [{ kind: "program", program: program.key }],
      };
    }
    if (planned.kind !== "switches") {
      await closeApplied(tx, row, actor.name, now);
      const { was, is } = await writePolicy({ tx, actor, now, program }, board, {
        ...(asked.policy ? { settings: asked.policy } : {}),
        ...(planned.kind === "unfreeze" ? { freeze: null } : {}),
      });
      return {
        event: { subject, was, now: is, reason: row.reason },
        result: await answer(null),
        announce: [{ kind: "program", program: program.key }],
      };
    }
    const { plan, changes, masked, lift } = planned;
    const interlocks = await flipInterlocks(tx, program, board, plan, now);
    const breaksGlass = input.breakGlass !== undefined;
    const isFlip = plan.kind === "flip";
    const { isGlassBroken } = isFlip
      ? refuseFlip(board, interlocks, { isApproved: true, breaksGlass, asked, at: now })
      : { isGlassBroken: false };
    refuseUnacknowledged(plan, board, input.acknowledgeLosses);
    await closeApplied(tx, row, actor.name, now);
    if (lift) await deleteForce(tx, board, lift);
    const outcome = await acceptChange({ tx, actor, now, program }, board, {
      // A request makes one change at most: its id is that change's.
      changeId: row.id,
      kind: lift ? "lift" : isFlip ? "flip" : "rollback",
      reason: `${row.reason} (request ${row.number} of ${row.requesterName}${approversWords(row)})`,
      asked,
      changes,
      effect: plan,
      masked,
      interlocks,
      request: { id: row.id, number: row.number },
      breakGlass: input.breakGlass && isGlassBroken ? { ...input.breakGlass, plan } : null,
      was: lift ? { force: board.snapshot.force } : rulesBefore(changes),
      now: lift ? { force: plan.after.force } : rulesAfter(changes),
    });
    return { ...outcome, result: await answer(outcome.result) };
  },
);
