import { requestFlip as operation } from "@/lib/contract/requests";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { transition } from "@/lib/domain/flip-request";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { tellAsked } from "@/lib/server/notices/tell-requests";
import { askedIn, draftRequest, permissionFor } from "@/lib/server/requests/draft-request";
import { askedOf, storedState, withApprovals } from "@/lib/server/requests/request-rows";
import { requestView } from "@/lib/server/requests/request-view";
import { requesterFor } from "@/lib/server/requests/requester";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/**
 * Asks for a change that others approve, or that is made at a time: rules, the end of a force, an
 * earlier version, and, where the environment is protected, its policy and the end of its freeze.
 */
export const requestFlip = command(
  {
    name: "request-flip",
    allow: "program:read",
    further: ["switch:flip", "program:configure", "criteria:edit"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    const asked = askedIn(input);
    authorise(permissionFor(asked));
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { environmentId } = board;
    const earlier = input.requestId
      ? await tx.flipRequest.findUnique({ where: { id: input.requestId }, include: withApprovals })
      : null;
    const applyAt = input.applyAt ? new Date(input.applyAt) : null;
    if (earlier) {
      const isSame =
        earlier.environmentId === environmentId &&
        earlier.applyAt?.getTime() === applyAt?.getTime() &&
        canonicalJson(askedOf(earlier)) === canonicalJson(JSON.parse(JSON.stringify(asked)));
      if (isSame) return { event: "repeated", result: requestView(earlier, actor) };
      throw new Refusal(
        "conflict",
        `The requestId ${input.requestId} was used for another request. Make a new one for this.`,
      );
    }
    const requester = await requesterFor(tx, actor);
    const draft = await draftRequest({ tx, program, now }, board, asked, applyAt, requester);
    const submitted = transition("draft", {
      kind: "submit",
      missing: draft.missing.length,
      isTimed: applyAt !== null,
    });
    const last = await tx.flipRequest.aggregate({
      where: { environmentId },
      _max: { number: true },
    });
    const row = await tx.flipRequest.create({
      data: {
        ...(input.requestId ? { id: input.requestId } : {}),
        environmentId,
        number: (last._max.number ?? 0) + 1,
        state: storedState(input.draft || submitted.kind !== "moves" ? "draft" : submitted.to),
        asked: asked as unknown as Json,
        reason: input.reason,
        baseVersion: board.snapshot.version,
        groundDigest: draft.groundDigest,
        effect: draft.effect as unknown as Json,
        applyAt,
        expiresAt: draft.expiresAt,
        requesterId: requester.id,
        requesterName: requester.name,
        createdAt: now,
        updatedAt: now,
      },
      include: withApprovals,
    });
    await tellAsked({ tx, now, program }, row, draft.missing);
    const view = requestView(row, actor);
    return {
      event: {
        subject: { environment: input.environment, request: row.number, state: view.state },
        now: { asked, says: view.says, applyAt: view.applyAt },
        reason: input.reason,
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
