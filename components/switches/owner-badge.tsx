import type { ReactNode } from "react";
import { type OwnerSide, PointsGlyph } from "@/components/switches/points-glyph";
import { classNames } from "@/components/ui/class-names";

const inks = { legacy: "text-legacy", target: "text-target", off: "text-off" };

/** Who owns it: the glyph and the program's own word, and what else is to be said about it. */
export const OwnerBadge = ({
  side,
  word,
  note,
  large = false,
}: {
  side: OwnerSide;
  /** The program's word: `python`, `go`, `off`. */
  word: string;
  /** `10% go`, `own rule`. */
  note?: ReactNode;
  large?: boolean;
}) => (
  <span className="inline-flex items-center gap-1.75 whitespace-nowrap align-top">
    <span
      className={classNames(
        "inline-flex items-center gap-1.5",
        large ? "font-bold text-lg tracking-[-0.01em]" : "font-strong",
        inks[side],
      )}
    >
      <PointsGlyph side={side} size={large ? 22 : 16} />
      {word}
    </span>
    {note !== undefined && note !== null && <span className="text-ink-3">{note}</span>}
  </span>
);
