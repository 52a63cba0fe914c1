import { addTemplateGates as operation } from "@/lib/contract/gate-template";
import { command } from "@/lib/server/command";
import { planCriteria, refuseUnrequested, writeCriteria } from "@/lib/server/gates/criteria";
import { qualityGates } from "@/lib/server/gates/gate-board";
import { qualityGateView } from "@/lib/server/gates/gate-view";

/**
 * Adds gates of the template that a new program starts with, for a program that is older than it or took
 * them away. Where an environment is protected it is asked for with a request.
 */
export const addTemplateGates = command(
  { name: "add-template-gates", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { gates, reason } = input;
    const criteria = { kind: "gate-template", gates } as const;
    await planCriteria(tx, program, criteria, now);
    await refuseUnrequested(tx, program.id, criteria);
    const { was, is } = await writeCriteria({ tx, actor, now, program }, criteria);
    const stored = await qualityGates(tx, program.id);
    return {
      event: { subject: { gates }, was, now: is, reason },
      result: { added: stored.filter(({ key }) => gates.includes(key)).map(qualityGateView) },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
