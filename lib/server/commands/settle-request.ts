import * as z from "zod";
import { Key } from "@/lib/contract/words";
import { timeWords } from "@/lib/domain/environment-policy";
import { command } from "@/lib/server/command";
import { tellEnded } from "@/lib/server/notices/tell-requests";
import { requestNumbered, storedOpenStates } from "@/lib/server/requests/request-rows";
import { settleRequests } from "@/lib/server/requests/settle-requests";
import { lockedSwitchBoard, switchBoard } from "@/lib/server/switches/switch-board";

const input = z.object({ program: Key, environment: Key, number: z.number().int() });

/** What time alone does to a request: one past its life expires, and one whose ground moved unseen is told so. */
export const settleRequest = command(
  { name: "settle-request", allow: "installation:manage", input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const place = { id: board.environmentId, key: input.environment };
    const row = await requestNumbered(tx, place, input.number);
    const subject = { environment: input.environment, request: row.number };
    const announce = [{ kind: "program" as const, program: program.key }];
    if (row.expiresAt <= now) {
      const because = `Nobody finished it by ${timeWords(row.expiresAt)}.`;
      const expired = await tx.flipRequest.updateMany({
        where: { id: row.id, state: { in: storedOpenStates }, expiresAt: { lte: now } },
        data: {
          state: "expired",
          updatedAt: now,
          closedAt: now,
          closedByName: actor.name,
          closedBecause: because,
        },
      });
      if (expired.count === 0) return { event: "repeated", result: { state: row.state } };
      await tellEnded({ tx, now, program }, row, "expired", because);
      return {
        event: { subject: { ...subject, state: "expired" }, reason: because },
        result: { state: "expired" },
        announce,
      };
    }
    const settled = await settleRequests(
      { tx, now, program },
      board.environmentId,
      () => switchBoard(tx, program, input.environment),
      { by: actor.name, says: "What it touches changed.", calledOff: null },
    );
    if (settled.length === 0) return { event: "repeated", result: { state: row.state } };
    return {
      event: { subject: { environment: input.environment, requests: settled } },
      result: { state: settled.find(({ number }) => number === row.number)?.state ?? row.state },
      announce,
    };
  },
);
