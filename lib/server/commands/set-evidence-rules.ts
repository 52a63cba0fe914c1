import { setEvidenceRules as operation } from "@/lib/contract/deployments";
import { command } from "@/lib/server/command";
import { writeEvidenceRules } from "@/lib/server/evidence/evidence-rules-write";
import { refuseUnrequested } from "@/lib/server/gates/criteria";

/**
 * Says which evidence counts besides that of the very build that runs. Where an environment is
 * protected it is asked for with a request.
 */
export const setEvidenceRules = command(
  { name: "set-evidence-rules", allow: "criteria:edit", input: operation.input },
  async ({ tx, input, program }) => {
    const { rules, was, reason } = input;
    if (rules.ancestors !== was.ancestors) {
      await refuseUnrequested(tx, program.id, { kind: "evidence-rules", rules, was });
    }
    const is = await writeEvidenceRules(tx, program.id, input);
    if (rules.ancestors === was.ancestors) return { event: "repeated", result: is };
    return {
      event: { subject: { setting: "evidence-rules" }, was, now: is, reason },
      result: is,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
