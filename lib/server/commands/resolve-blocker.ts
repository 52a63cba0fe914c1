import { resolveBlocker as operation } from "@/lib/contract/blockers";
import { Refusal } from "@/lib/domain/refusal";
import { blockerView, readReach } from "@/lib/server/blockers/blocker-read";
import { lockedBlocker } from "@/lib/server/blockers/blocker-write";
import { command } from "@/lib/server/command";
import { tellBlocker } from "@/lib/server/notices/tell-blockers";

/** Resolves a blocker with words; one of CI opens again when its pipeline fails again. */
export const resolveBlocker = command(
  { name: "resolve-blocker", allow: "blocker:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const was = await lockedBlocker(tx, program.id, input);
    if (was.resolvedAt) {
      throw new Refusal(
        "conflict",
        `Blocker ${was.number} was resolved by ${was.resolvedByName} already.`,
      );
    }
    const row = await tx.blocker.update({
      where: { id: was.id },
      data: {
        resolvedAt: now,
        resolvedByName: actor.name,
        resolution: input.resolution,
        version: { increment: 1 },
      },
    });
    await tellBlocker({ tx, now, actor, program }, row);
    return {
      event: {
        subject: { blocker: row.number },
        was: { isOpen: true },
        now: { isOpen: false },
        reason: input.resolution,
      },
      result: blockerView(program.key, row, await readReach(tx, program.id)),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
