import { revokeHook as operation } from "@/lib/contract/emergencies";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { hookView } from "@/lib/server/switches/hooks";

/** Takes a monitor's right to force away; what it has forced stays forced. */
export const revokeHook = command(
  { name: "revoke-hook", allow: "token:manage", input: operation.input },
  async ({ tx, input, now, program }) => {
    const where = { programId: program.id, key: input.environment };
    const hook = await tx.inboundHook.findFirst({ where: { id: input.hook, environment: where } });
    if (!hook) throw new Refusal("not-found", `${input.environment} has no such webhook.`);
    if (hook.revokedAt) return { event: "repeated", result: hookView(hook) };
    const revoked = await tx.inboundHook.update({
      where: { id: hook.id },
      data: { revokedAt: now },
    });
    return {
      event: {
        subject: { environment: input.environment, hook: hook.id },
        was: { name: hook.name, scope: hook.scope, key: hook.key },
      },
      result: hookView(revoked),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
