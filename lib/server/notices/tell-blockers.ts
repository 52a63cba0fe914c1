import type { Actor } from "@/lib/domain/permissions";
import { type BlockerRow, blockerLink } from "@/lib/server/blockers/blocker-read";
import type { Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";

type Context = {
  readonly tx: Transaction;
  readonly now: Date;
  readonly actor: Actor;
  readonly program: { readonly id: string; readonly key: string };
};

/** Tells a blocker's owner and the managers that it stands in the way, or no more: once for each time. */
export const tellBlocker = async (
  { tx, now, actor, program }: Context,
  row: BlockerRow,
): Promise<void> => {
  const isOpen = row.resolvedAt === null;
  const words = isOpen
    ? `Blocker ${row.number} is open: ${row.text}`
    : `Blocker ${row.number} is resolved by ${row.resolvedByName}: ${row.text} – ${row.resolution}`;
  await tell(tx, {
    program,
    kind: isOpen ? "blocker-opened" : "blocker-closed",
    says: words,
    link: blockerLink(program.key, row.number),
    subject: { blocker: row.number },
    dedupe: `blocker ${row.number} ${row.version}`,
    to: [{ owner: row.owner }, { roles: ["manager"] }],
    except: [actor.kind === "person" ? actor.id : null],
    at: now,
  });
};
