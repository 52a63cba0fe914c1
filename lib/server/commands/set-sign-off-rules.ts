import { setSignOffRules as operation } from "@/lib/contract/sign-off-rules";
import { command } from "@/lib/server/command";
import { refuseUnrequested } from "@/lib/server/gates/criteria";
import {
  areSameRules,
  refuseFaultyRules,
  writeSignOffRules,
} from "@/lib/server/sign-offs/sign-off-rules-write";

/**
 * Says what signatures take and which changes make them stale. Where an environment is protected it is
 * asked for with a request.
 */
export const setSignOffRules = command(
  { name: "set-sign-off-rules", allow: "criteria:edit", input: operation.input },
  async ({ tx, input, program }) => {
    const { rules, was, reason } = input;
    const isSame = areSameRules(rules, was);
    if (!isSame) {
      await refuseFaultyRules(tx, program.id, rules);
      await refuseUnrequested(tx, program.id, { kind: "sign-off-rules", rules, was });
    }
    const is = await writeSignOffRules(tx, program.id, input);
    if (isSame) return { event: "repeated", result: is };
    return {
      event: { subject: { setting: "sign-off-rules" }, was, now: is, reason },
      result: is,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
