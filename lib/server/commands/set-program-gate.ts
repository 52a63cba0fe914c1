import { setProgramGate as operation } from "@/lib/contract/program-gates";
import type { GateRule } from "@/lib/domain/gate-rule";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { refuseUnrequested } from "@/lib/server/gates/criteria";
import { refuseFaultyRule } from "@/lib/server/gates/program-rules";
import { readProgramGates } from "@/lib/server/registers/program-gate-view";
import { writeProgramGate } from "@/lib/server/registers/program-gate-write";

/** Makes a program gate or changes what is said of it. A rule holds it down, and is a change of criteria. */
export const setProgramGate = command(
  {
    name: "set-program-gate",
    allow: "register:write",
    further: ["criteria:edit"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    if (input.rule !== undefined) {
      authorise("criteria:edit");
      const { gate, rule } = input;
      if (rule) refuseFaultyRule(rule as GateRule);
      const stored = await tx.programGate.findUnique({
        where: { programId_key: { programId: program.id, key: gate } },
      });
      const was = (stored?.rule ?? null) as typeof rule;
      // A new gate's rule binds nobody yet; from then on it is what others rely on.
      if (stored) {
        await refuseUnrequested(tx, program.id, { kind: "program-gate-rule", gate, was, rule });
      }
    }
    const edited = await writeProgramGate(tx, program, input, { by: actor.name, at: now });
    const { gates } = await readProgramGates(tx, program, now);
    const gate = gates.find(({ key }) => key === input.gate);
    if (!gate) throw new Refusal("conflict", `${input.gate} is gone. Reload.`);
    return {
      event: {
        subject: { programGate: input.gate },
        was: edited.was,
        now: edited.is,
        reason: input.reason,
      },
      result: gate,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
