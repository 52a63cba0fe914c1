import { decideRequest as operation } from "@/lib/contract/requests";
import { refusalToDecide, transition } from "@/lib/domain/flip-request";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { tellDecided } from "@/lib/server/notices/tell-requests";
import { asSecondPerson } from "@/lib/server/people/second-person";
import { missingFor, planRequest } from "@/lib/server/requests/plan-request";
import {
  askedOf,
  type RequestRow,
  refuseEnded,
  requesterOf,
  requestNumbered,
  stateOf,
  storedState,
  withApprovals,
} from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/** A decision is made by a person who did not ask, on exactly what they looked at. */
const refuseUnseen = (
  row: RequestRow,
  input: { readonly revision: number; readonly ground: string },
): void => {
  if (row.revision !== input.revision) {
    throw new Refusal(
      "stale-version",
      `Request ${row.number} was edited meanwhile (revision ${row.revision}, you saw ${input.revision}). Look at it again and decide then.`,
      [],
      { revision: row.revision },
    );
  }
  if (row.groundDigest !== input.ground) {
    throw new Refusal(
      "stale-version",
      `What request ${row.number} touches changed meanwhile. Look at what it would do now and decide then.`,
    );
  }
};

const deciderOf = async (tx: Transaction, actor: Actor, row: RequestRow, now: Date) => {
  const refusal = refusalToDecide(actor, await asSecondPerson(tx, actor, now), requesterOf(row));
  if (refusal !== null || actor.kind !== "person") {
    throw new Refusal("forbidden", refusal ?? "Only a person may approve or reject.");
  }
  return actor;
};

/** Approves or rejects what somebody else asked for. Never a token, never who asked: four eyes. */
export const decideRequest = command(
  { name: "decide-request", allow: "switch:approve", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const place = { id: board.environmentId, key: input.environment };
    const row = await requestNumbered(tx, place, input.number);
    const person = await deciderOf(tx, actor, row, now);
    refuseEnded(row);
    refuseUnseen(row, input);
    const isApproval = input.decision === "approve";
    const given = row.approvals.find(
      (each) => each.personId === person.id && each.revision === row.revision && !each.fellAt,
    );
    if (given?.isApproval && isApproval) {
      return { event: "repeated", result: requestView(row, actor) };
    }
    const was = stateOf(row.state);
    const approval = {
      requestId: row.id,
      revision: row.revision,
      personId: person.id,
      personName: person.name,
      teams: [...person.teams],
      isApproval,
      comment: input.comment,
      at: now,
    };
    const standing = {
      ...row,
      approvals: [...row.approvals, { ...approval, id: "", fellAt: null, fellBecause: null }],
    };
    const planned = await planRequest(tx, program, board, askedOf(row), now);
    const missing = await missingFor(tx, program, board, planned, { ...row, standing });
    const next = transition(
      was,
      isApproval
        ? { kind: "approve", missing: missing.length, isTimed: row.applyAt !== null }
        : { kind: "reject" },
    );
    if (next.kind === "refused") {
      throw new Refusal("conflict", `Request ${row.number}: ${next.because}`);
    }
    await tx.flipApproval.create({ data: approval });
    const decided = await tx.flipRequest.update({
      where: { id: row.id },
      data: {
        state: storedState(next.to),
        updatedAt: now,
        ...(isApproval
          ? {}
          : {
              closedAt: now,
              closedByName: person.name,
              closedBecause: input.comment || "Rejected",
            }),
      },
      include: withApprovals,
    });
    const { comment } = input;
    await tellDecided({ tx, now, program }, decided, { by: person, isApproval, comment });
    return {
      event: {
        subject: {
          environment: input.environment,
          request: row.number,
          revision: row.revision,
          decision: input.decision,
        },
        was: { state: was },
        now: { state: next.to, asked: askedOf(row), ground: row.groundDigest },
        reason: input.comment || null,
      },
      result: requestView(decided, actor),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
