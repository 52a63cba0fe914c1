import { freezeEnvironment as operation } from "@/lib/contract/policy";
import { freezeAt, timeWords } from "@/lib/domain/environment-policy";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { policyView } from "@/lib/server/switches/policy-view";
import { writePolicy } from "@/lib/server/switches/policy-write";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/** Lets nothing move towards the target until a time or until it is ended. It can be made longer, never shorter. */
export const freezeEnvironment = command(
  { name: "freeze-environment", allow: "program:configure", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { environment } = board.snapshot;
    const until = input.until ?? null;
    if (until !== null && new Date(until) <= now) {
      throw new Refusal("invalid", `A freeze until ${timeWords(until)} is over already.`, [
        { field: "until", says: "name a time that is still to come, or leave it out" },
      ]);
    }
    const held = freezeAt(board.policy, now);
    if (held && (held.until === null ? until !== null : until !== null && until < held.until)) {
      const end = held.until === null ? "somebody ends it" : timeWords(held.until);
      throw new Refusal(
        "conflict",
        `${environment} is frozen until ${end} already (${held.by}: ${held.reason}). End that freeze to have a shorter one.`,
      );
    }
    const freeze = {
      reason: input.reason,
      by: actor.name,
      // A longer freeze is the same freeze: what was asked about its end stands on it.
      since: held?.since ?? now.toISOString(),
      until,
    };
    const { was, is, policyVersion } = await writePolicy({ tx, actor, now, program }, board, {
      freeze,
    });
    return {
      event: {
        subject: { environment },
        was: { freeze: was.freeze },
        now: { freeze },
        reason: input.reason,
      },
      result: policyView(
        { key: environment, isProtected: board.isProtected, policy: is, policyVersion },
        now,
      ),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
