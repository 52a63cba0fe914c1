import { removeQualityGate as operation } from "@/lib/contract/gates";
import { command } from "@/lib/server/command";
import { planCriteria, refuseUnrequested, writeCriteria } from "@/lib/server/gates/criteria";

/** Takes a quality gate away; where an environment is protected it is asked for with a request. */
export const removeQualityGate = command(
  { name: "remove-quality-gate", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { gate, version, reason } = input;
    const criteria = { kind: "quality-gate", gate, version, definition: null } as const;
    await planCriteria(tx, program, criteria, now);
    await refuseUnrequested(tx, program.id, criteria);
    const { was } = await writeCriteria({ tx, actor, now, program }, criteria);
    return {
      event: { subject: { gate }, was, now: null, reason },
      result: { key: gate },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
