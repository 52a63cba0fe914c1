"use client";
import type { ReactNode } from "react";
import { OwnerBadge } from "@/components/switches/owner-badge";
import type { OwnerSide } from "@/components/switches/points-glyph";
import { classNames } from "@/components/ui/class-names";

/** Who owns it now. */
export const OwnerCard = ({
  side,
  word,
  note,
}: {
  /** Null where it has several. */
  side: OwnerSide | null;
  word: string;
  note?: ReactNode;
}) => (
  <div className="flex min-w-0 flex-col gap-0.5 rounded-lg border px-3.5 py-2.5">
    <span className="text-ink-3 text-sm">from</span>
    {side === null ? (
      <span className="font-bold text-lg">{word}</span>
    ) : (
      <OwnerBadge large side={side} word={word} />
    )}
    {note && <span className="text-ink-2 text-sm">{note}</span>}
  </div>
);

/** One of the owners it can go to. */
export const OwnerOption = <Value extends string>({
  name,
  value,
  checked,
  onChoose,
  badge,
  note,
}: {
  /** Of the group of options. */
  name: string;
  value: Value;
  checked: boolean;
  onChoose: (value: Value) => void;
  badge: ReactNode;
  note: string;
}) => (
  <label
    className={classNames(
      "flex cursor-pointer flex-wrap items-center gap-x-2.5 rounded-lg border px-3.5 py-2 has-focus-visible:outline-2 has-focus-visible:outline-focus",
      checked ? "border-target bg-target-soft" : "hover:bg-line-soft",
    )}
  >
    <input
      checked={checked}
      className="sr-only"
      name={name}
      onChange={() => onChoose(value)}
      type="radio"
      value={value}
    />
    {badge}
    <span className="text-ink-2 text-sm">{note}</span>
  </label>
);
