import { setQualityGate as operation } from "@/lib/contract/gates";
import { command } from "@/lib/server/command";
import { planCriteria, refuseUnrequested, writeCriteria } from "@/lib/server/gates/criteria";
import { qualityGates } from "@/lib/server/gates/gate-board";
import { qualityGateView } from "@/lib/server/gates/gate-view";

/**
 * Makes or changes a quality gate. Where an environment is protected that is a change that somebody else
 * approves: it is asked for with a request.
 */
export const setQualityGate = command(
  { name: "set-quality-gate", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { gate, version, definition, reason } = input;
    const criteria = { kind: "quality-gate", gate, version, definition } as const;
    await planCriteria(tx, program, criteria, now);
    await refuseUnrequested(tx, program.id, criteria);
    const { was, is } = await writeCriteria({ tx, actor, now, program }, criteria);
    const stored = (await qualityGates(tx, program.id)).find(({ key }) => key === gate);
    if (!stored) throw new Error("A gate that was set is there.");
    return {
      event: { subject: { gate }, was, now: is, reason },
      result: qualityGateView(stored),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
