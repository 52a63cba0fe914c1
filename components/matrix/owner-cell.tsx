import type { ReactNode } from "react";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import type { OwnerSide } from "@/components/switches/points-glyph";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Cell } from "@/components/ui/table";
import type { MatrixGroup, RowOwner } from "@/lib/contract/matrix";

type Words = { legacy: string; target: string };
type Share = MatrixGroup["share"][string];

const notes: Partial<Record<RowOwner["decidedBy"], string>> = {
  route: "own rule",
  force: "forced",
};

/** What an owner is called, and what else is to be said about it. */
export const ownerWords = (
  owner: RowOwner,
): { side: OwnerSide; word: string; note: string | null } => ({
  side: owner.side,
  word: owner.owner,
  note: owner.cohort ?? notes[owner.decidedBy] ?? null,
});

/** A group's owner, by the most of its routes where they do not agree; `null` where nobody owns any. */
export const groupWords = (
  owner: RowOwner | null,
  share: Share | undefined,
  words: Words,
): { side: OwnerSide; word: string; note: string | null } | null => {
  if (share === undefined) return null;
  const { target, canary, legacy } = share;
  const routes = target + canary + legacy;
  if (routes === 0) return null;
  if (owner !== null) return ownerWords(owner);
  const isMostlyTarget = target > canary + legacy;
  const some = [
    target > 0 && `${target} of ${routes} ${words.target}`,
    canary > 0 && `${canary} canary`,
  ].filter(Boolean);
  return {
    side: isMostlyTarget ? "target" : "legacy",
    word: isMostlyTarget ? words.target : words.legacy,
    note: isMostlyTarget ? `${legacy + canary} of ${routes} not` : some.join(", "),
  };
};

/** `go for 10 % of orgs` beside the owner's badge: whom it is for; the rest is on hover. */
const shortly = (note: string, target: string): string =>
  note.startsWith(`${target} for `) ? note.slice(target.length + 5) : note;

/** Who owns it in one environment, and, when the row is reached for, the button that changes it. */
export const OwnerCell = ({
  owner,
  share,
  words,
  where,
  what,
  active,
  gates,
  onFlip,
}: {
  owner: { side: OwnerSide; word: string; note: string | null } | null;
  /** Of a group: drawn where not all routes have the same. */
  share?: Share;
  words: Words;
  /** The environment's name. */
  where: string;
  /** How the row is called. */
  what: string;
  active: boolean;
  /** How the gates of a group stand. */
  gates?: ReactNode;
  onFlip: (() => void) | null;
}) => {
  const isSplit =
    share !== undefined && (share.canary > 0 || (share.target > 0 && share.legacy > 0));
  const isBack = owner?.side === "target";
  return (
    <Cell className="relative overflow-hidden" divide>
      <span className="flex items-center gap-1.75">
        {owner === null ? (
          <span className="text-ink-3">no switch</span>
        ) : (
          <>
            <OwnerBadge side={owner.side} word={owner.word} />
            {owner.note && (
              <span className="min-w-0 truncate text-ink-3" title={owner.note}>
                {shortly(owner.note, words.target)}
              </span>
            )}
          </>
        )}
        {isSplit && (
          <OwnerShareBar
            canary={share.canary}
            className="ml-auto w-10"
            legacy={share.legacy}
            target={share.target}
            words={words}
          />
        )}
        {gates}
      </span>
      {onFlip && (
        <Button
          aria-label={`${isBack ? "Roll back" : "Flip"} ${what} in ${where}`}
          className={classNames(
            "absolute top-1/2 -translate-y-1/2 group-hover/row:opacity-100 focus-visible:opacity-100",
            // The gates stay within reach beside it.
            gates ? "right-15" : "right-1.5",
            // Without a pointer that hovers, pressing the row brings the button.
            active ? "opacity-100" : "opacity-0 [@media(hover:none)]:hidden",
          )}
          onClick={onFlip}
          size="sm"
        >
          {isBack ? "Roll back" : "Flip"}
        </Button>
      )}
    </Cell>
  );
};
