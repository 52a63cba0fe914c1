import { unfreezeEnvironment as operation } from "@/lib/contract/policy";
import { freezeAt } from "@/lib/domain/environment-policy";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { policyView } from "@/lib/server/switches/policy-view";
import { writePolicy } from "@/lib/server/switches/policy-write";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/** Ends a freeze; where the environment is protected, somebody else has to approve that. */
export const unfreezeEnvironment = command(
  { name: "unfreeze-environment", allow: "program:configure", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { environment } = board.snapshot;
    const held = freezeAt(board.policy, now);
    if (!held) {
      return { event: "repeated", result: policyView({ key: environment, ...board }, now) };
    }
    if (board.isProtected) {
      throw new Refusal(
        "needs-request",
        `${environment} is protected: ending its freeze before its time takes a second person. Ask for it with a request.`,
        [],
        { environment, approvals: board.policy.approvals, request: { unfreeze: true } },
      );
    }
    const { is, policyVersion } = await writePolicy({ tx, actor, now, program }, board, {
      freeze: null,
    });
    return {
      event: {
        subject: { environment },
        was: { freeze: held },
        now: { freeze: null },
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
