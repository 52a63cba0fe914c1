import { classNames } from "@/components/ui/class-names";

const marks = {
  pass: { glyph: "✓", look: "bg-pass-soft text-pass font-bold" },
  fail: { glyph: "✕", look: "bg-fail-soft text-fail font-bold" },
  unknown: { glyph: "?", look: "border-[1.5px] border-dashed border-unknown text-unknown" },
  /** Nothing stands in the way of its next step. */
  ready: { glyph: "→", look: "bg-target-soft text-target font-bold" },
  waived: { glyph: "~", look: "bg-waived-soft text-waived font-bold" },
  none: { glyph: "–", look: "text-ink-3" },
} as const;

/** A verdict that differs by shape and word as well as by colour. */
export const Mark = ({ kind, label }: { kind: keyof typeof marks; label: string }) => (
  <span
    className={classNames(
      "inline-grid size-4.5 shrink-0 place-items-center rounded-sm text-xs leading-none",
      marks[kind].look,
    )}
    title={label}
  >
    <span aria-hidden="true">{marks[kind].glyph}</span>
    <span className="sr-only">{label}</span>
  </span>
);
