import { editRequest as operation } from "@/lib/contract/requests";
import { transition } from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { tellAsked } from "@/lib/server/notices/tell-requests";
import { askedIn, draftRequest, permissionFor } from "@/lib/server/requests/draft-request";
import {
  askedOf,
  refuseEnded,
  requestNumbered,
  stateOf,
  storedState,
  withApprovals,
} from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";
import { requesterFor } from "@/lib/server/requests/requester";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/** Edits a request: what was approved is no longer what is asked, so its approvals fall. Whoever edits it asks for it. */
export const editRequest = command(
  {
    name: "edit-request",
    allow: "program:read",
    further: ["switch:flip", "program:configure", "criteria:edit"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    const asked = askedIn(input);
    authorise(permissionFor(asked));
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const place = { id: board.environmentId, key: input.environment };
    const row = await requestNumbered(tx, place, input.number);
    refuseEnded(row);
    if (row.revision !== input.revision) {
      throw new Refusal(
        "stale-version",
        `Request ${row.number} is at revision ${row.revision} (you saw ${input.revision}). Look at it again.`,
        [],
        { revision: row.revision },
      );
    }
    const applyAt = input.applyAt ? new Date(input.applyAt) : null;
    const was = stateOf(row.state);
    // Whoever edits a request asks for it: what is approved is then approved by somebody else than wrote it.
    const requester = await requesterFor(tx, actor);
    const draft = await draftRequest({ tx, program, now }, board, asked, applyAt, requester);
    const isSubmitted = was === "draft" && !input.draft;
    const next = transition(was, {
      kind: isSubmitted ? "submit" : "edit",
      missing: draft.missing.length,
      isTimed: applyAt !== null,
    });
    if (next.kind === "refused") {
      throw new Refusal("conflict", `Request ${row.number}: ${next.because}`);
    }
    await tx.flipApproval.updateMany({
      where: { requestId: row.id, fellAt: null },
      data: { fellAt: now, fellBecause: `${actor.name} edited the request.` },
    });
    const edited = await tx.flipRequest.update({
      where: { id: row.id },
      data: {
        state: storedState(next.to),
        asked: asked as unknown as Json,
        reason: input.reason,
        revision: row.revision + 1,
        baseVersion: board.snapshot.version,
        groundDigest: draft.groundDigest,
        effect: draft.effect as unknown as Json,
        applyAt,
        expiresAt: draft.expiresAt,
        requesterId: requester.id,
        requesterName: requester.name,
        updatedAt: now,
      },
      include: withApprovals,
    });
    await tellAsked({ tx, now, program }, edited, draft.missing);
    const view = requestView(edited, actor);
    return {
      event: {
        subject: { environment: input.environment, request: row.number, state: view.state },
        was: { asked: askedOf(row), applyAt: row.applyAt, reason: row.reason },
        now: { asked, applyAt: view.applyAt, says: view.says },
        reason: input.reason,
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
