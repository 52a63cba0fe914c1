import { createCiHook as operation } from "@/lib/contract/ci";
import { refuseUnknownPlaces } from "@/lib/server/blockers/blocker-write";
import { ciHookSecret, ciHookView } from "@/lib/server/blockers/ci-hooks";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";

/** Lets a CI service open and close blockers. Its secret is answered once and kept nowhere. */
export const createCiHook = command(
  { name: "create-ci-hook", allow: "program:configure", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { name, kind, covers, owner } = input;
    for (const [at, { holds }] of covers.entries()) {
      await refuseUnknownPlaces(tx, program.id, holds, { field: `covers[${at}].holds` });
    }
    const hook = await tx.ciHook.create({
      data: {
        programId: program.id,
        name,
        kind,
        covers: covers as Json,
        owner,
        createdByName: actor.name,
        createdAt: now,
      },
    });
    return {
      event: { subject: { ciHook: hook.id }, now: { name, kind, covers, owner } },
      result: { hook: ciHookView(hook), secret: ciHookSecret(hook.id) },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
