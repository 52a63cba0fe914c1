import { editBlocker as operation } from "@/lib/contract/blockers";
import { blockerView, placesOf, readReach } from "@/lib/server/blockers/blocker-read";
import {
  blockerRecord,
  lockedBlocker,
  refuseUnknownPlaces,
} from "@/lib/server/blockers/blocker-write";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";

/** Changes what a blocker says and holds, as somebody who saw its newest version. */
export const editBlocker = command(
  { name: "edit-blocker", allow: "blocker:write", input: operation.input },
  async ({ tx, input, program }) => {
    const was = await lockedBlocker(tx, program.id, input);
    const { text, detail, holds, owner, url } = input;
    await refuseUnknownPlaces(tx, program.id, holds, { before: placesOf(was.holds) });
    const row = await tx.blocker.update({
      where: { id: was.id },
      data: { text, detail, holds: holds as Json, owner, url, version: { increment: 1 } },
    });
    return {
      event: {
        subject: { blocker: row.number },
        was: blockerRecord(was),
        now: blockerRecord(row),
      },
      result: blockerView(program.key, row, await readReach(tx, program.id)),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
