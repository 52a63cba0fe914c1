import { revokeCiHook as operation } from "@/lib/contract/ci";
import { Refusal } from "@/lib/domain/refusal";
import { ciHookView } from "@/lib/server/blockers/ci-hooks";
import { command } from "@/lib/server/command";

/** Takes a CI service's right away; blockers that it opened stay until somebody resolves them. */
export const revokeCiHook = command(
  { name: "revoke-ci-hook", allow: "program:configure", input: operation.input },
  async ({ tx, input, now, program }) => {
    const hook = await tx.ciHook.findFirst({ where: { id: input.hook, programId: program.id } });
    if (!hook) throw new Refusal("not-found", "The program has no such CI hook.");
    if (hook.revokedAt) return { event: "repeated", result: ciHookView(hook) };
    const revoked = await tx.ciHook.update({ where: { id: hook.id }, data: { revokedAt: now } });
    return {
      event: { subject: { ciHook: hook.id }, was: { name: hook.name, kind: hook.kind } },
      result: ciHookView(revoked),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
