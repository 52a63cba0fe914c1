import { reopenBlocker as operation } from "@/lib/contract/blockers";
import { Refusal } from "@/lib/domain/refusal";
import { blockerView, readReach } from "@/lib/server/blockers/blocker-read";
import { lockedBlocker } from "@/lib/server/blockers/blocker-write";
import { command } from "@/lib/server/command";
import { tellBlocker } from "@/lib/server/notices/tell-blockers";

/** Opens a resolved blocker again: it holds what it held. */
export const reopenBlocker = command(
  { name: "reopen-blocker", allow: "blocker:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const was = await lockedBlocker(tx, program.id, input);
    if (!was.resolvedAt) throw new Refusal("conflict", `Blocker ${was.number} is open.`);
    const row = await tx.blocker.update({
      where: { id: was.id },
      data: {
        resolvedAt: null,
        resolvedByName: null,
        resolution: null,
        version: { increment: 1 },
      },
    });
    await tellBlocker({ tx, now, actor, program }, row);
    return {
      event: {
        subject: { blocker: row.number },
        was: { isOpen: false, resolution: was.resolution },
        now: { isOpen: true },
        reason: input.reason,
      },
      result: blockerView(program.key, row, await readReach(tx, program.id)),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
