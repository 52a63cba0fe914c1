import { setPolicy as operation } from "@/lib/contract/policy";
import { policyDifference, refuseBadPolicy } from "@/lib/domain/environment-policy";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { policyView } from "@/lib/server/switches/policy-view";
import { writePolicy } from "@/lib/server/switches/policy-write";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";

/**
 * Sets how changes are made in an environment. Where it is protected that is itself a change that
 * somebody else approves: it is asked for with a request.
 */
export const setPolicy = command(
  { name: "set-policy", allow: "program:configure", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const board = await lockedSwitchBoard(tx, program, input.environment);
    const { environment } = board.snapshot;
    const { settings, policyVersion } = input;
    refuseBadPolicy(settings, board.isProtected);
    if (policyDifference(board.policy, settings).length === 0) {
      return { event: "repeated", result: policyView({ key: environment, ...board }, now) };
    }
    if (policyVersion !== board.policyVersion) {
      throw new Refusal(
        "stale-version",
        `The policy of ${environment} is at version ${board.policyVersion} (you saw ${policyVersion}). Look at it and decide again.`,
        [],
        { policyVersion: board.policyVersion },
      );
    }
    if (board.isProtected) {
      throw new Refusal(
        "needs-request",
        `${environment} is protected: its policy is a change like any other, which somebody else has to approve. Ask for it with a request.`,
        [],
        { environment, approvals: board.policy.approvals, request: { policy: settings } },
      );
    }
    const {
      was,
      is,
      policyVersion: version,
    } = await writePolicy({ tx, actor, now, program }, board, { settings });
    return {
      event: { subject: { environment }, was, now: is, reason: input.reason },
      result: policyView(
        { key: environment, isProtected: board.isProtected, policy: is, policyVersion: version },
        now,
      ),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
