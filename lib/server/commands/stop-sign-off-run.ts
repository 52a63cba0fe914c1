import { stopSignOffRun as operation } from "@/lib/contract/sign-off-runs";
import { rolesIn } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { endRun } from "@/lib/server/sign-offs/end-run";
import { refuseUnlessPerson } from "@/lib/server/sign-offs/proven-signer";
import { runView } from "@/lib/server/sign-offs/run-view";

/** Stops a run of signatures: whoever started it, or a manager of the program. */
export const stopSignOffRun = command(
  { name: "stop-sign-off-run", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input: { run }, now, program }) => {
    refuseUnlessPerson(actor);
    const before = await runView(tx, program.id, actor, run);
    const isManager = actor.isAdmin || rolesIn(actor, program.id).includes("manager");
    if (!before.isMine && !isManager) {
      throw new Refusal("forbidden", `${before.by} started it: they stop it, or a manager does.`);
    }
    const because = `${actor.name} stopped it.`;
    if (!(await endRun(tx, program.id, run, now, because))) {
      return { event: "repeated", result: before };
    }
    const { signed, total } = before;
    return {
      event: { subject: { run }, now: { state: "stopped", signed, total } },
      result: await runView(tx, program.id, actor, run),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
