import { endDeployment as operation } from "@/lib/contract/deployments";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { deploymentView, environmentNamed } from "@/lib/server/evidence/deployments";

/** Ends a build: what was found out about it counts no more. */
export const endDeployment = command(
  { name: "end-deployment", allow: "evidence:report", input: operation.input },
  async ({ tx, input, now, program }) => {
    const environmentId = await environmentNamed(tx, program, input.environment);
    const was = await tx.deployment.findFirst({ where: { id: input.deployment, environmentId } });
    if (!was) throw new Refusal("not-found", `${input.environment} has no such deployment.`);
    if (was.endedAt) return { event: "repeated", result: deploymentView(was) };
    const row = await tx.deployment.update({ where: { id: was.id }, data: { endedAt: now } });
    return {
      event: {
        subject: { environment: input.environment, side: row.side, commit: row.commit },
        was: { isLive: true },
        now: { isLive: false },
      },
      result: deploymentView(row),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
