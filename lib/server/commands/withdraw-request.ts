import { withdrawRequest as operation } from "@/lib/contract/requests";
import { transition } from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { permissionFor } from "@/lib/server/requests/draft-request";
import {
  askedOf,
  requestNumbered,
  stateOf,
  withApprovals,
} from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";
import { isOwn } from "@/lib/server/requests/requester";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/** Takes a request back: whoever asked for it, or a manager for them. */
export const withdrawRequest = command(
  {
    name: "withdraw-request",
    allow: "program:read",
    further: ["switch:flip", "program:configure", "criteria:edit"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const place = { id: board.environmentId, key: input.environment };
    const row = await requestNumbered(tx, place, input.number);
    authorise(isOwn(actor, row) ? permissionFor(askedOf(row)) : "program:configure");
    const state = stateOf(row.state);
    if (state === "withdrawn") return { event: "repeated", result: requestView(row, actor) };
    const next = transition(state, { kind: "withdraw" });
    if (next.kind === "refused") {
      throw new Refusal("conflict", `Request ${row.number}: ${next.because}`);
    }
    const withdrawn = await tx.flipRequest.update({
      where: { id: row.id },
      data: {
        state: "withdrawn",
        updatedAt: now,
        closedAt: now,
        closedByName: actor.name,
        closedBecause: input.reason,
      },
      include: withApprovals,
    });
    return {
      event: {
        subject: { environment: input.environment, request: row.number, state: "withdrawn" },
        was: { state },
        reason: input.reason,
      },
      result: requestView(withdrawn, actor),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
