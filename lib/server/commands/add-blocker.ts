import { addBlocker as operation } from "@/lib/contract/blockers";
import { blockerView, readReach } from "@/lib/server/blockers/blocker-read";
import {
  blockerRecord,
  nextBlockerNumber,
  refuseUnknownPlaces,
} from "@/lib/server/blockers/blocker-write";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { tellBlocker } from "@/lib/server/notices/tell-blockers";

/** Opens a blocker: what it holds is not flipped in protected environments until it is resolved. */
export const addBlocker = command(
  { name: "add-blocker", allow: "blocker:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { text, detail, holds, owner, url, since } = input;
    await refuseUnknownPlaces(tx, program.id, holds);
    const row = await tx.blocker.create({
      data: {
        programId: program.id,
        number: await nextBlockerNumber(tx, program.id),
        text,
        detail,
        holds: holds as Json,
        owner,
        url,
        since: since === undefined ? now : new Date(Math.min(Date.parse(since), now.getTime())),
        byName: actor.name,
      },
    });
    await tellBlocker({ tx, now, actor, program }, row);
    return {
      event: { subject: { blocker: row.number }, now: blockerRecord(row), reason: text },
      result: blockerView(program.key, row, await readReach(tx, program.id)),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
