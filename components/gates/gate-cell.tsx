import { cellSentence, readingLook } from "@/components/gates/gate-words";
import { classNames } from "@/components/ui/class-names";
import type { GateCell } from "@/lib/contract/gates";
import type { ReadingState } from "@/lib/domain/gate-reading";

// Without colour: a solid frame fails, a broken one is unknown, none passes, a double one is waived.
const looks = {
  pass: "border-transparent bg-pass-soft font-bold text-pass",
  fail: "border-fail bg-fail-soft font-bold text-fail",
  unknown: "border-dashed border-unknown/60 text-unknown",
  waived: "border-double border-[3px] border-waived/60 bg-waived-soft font-bold text-waived",
  "not-applicable": "border-transparent text-ink-3",
} as const satisfies Record<ReadingState, string>;

const waivedUntil = (iso: string): string =>
  new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** What a cell shows: its short label, or the glyph of its reading. */
const labelOf = ({ state, short, waivedUntil: until }: GateCell): string =>
  short ?? (state === "waived" && until ? waivedUntil(until) : readingLook[state].glyph);

/** One gate of one capability: its reading by shape, glyph or figure, and colour. */
export const GateCellButton = ({
  cell,
  capability,
  gate,
  at,
  isActive,
  isOpen,
  hasChanged,
  isTabStop,
  onOpen,
}: {
  cell: GateCell;
  /** Names, for whoever hears the board. */
  capability: string;
  gate: string;
  /** `row:column`, by which the keyboard finds it. */
  at: string;
  isActive: boolean;
  isOpen: boolean;
  hasChanged: boolean;
  isTabStop: boolean;
  onOpen: () => void;
}) => {
  const says = cellSentence(capability, gate, cell);
  return (
    <button
      aria-label={hasChanged ? `${says} Changed since.` : says}
      aria-pressed={isOpen}
      className={classNames(
        "relative grid h-6.5 w-full place-items-center rounded-md border-[1.5px] px-0.5 text-xs leading-none transition-shadow hover:shadow-raise",
        looks[cell.state],
        cell.isDryRun && "italic opacity-65",
        (isActive || isOpen) && "outline-2 outline-focus outline-offset-1",
      )}
      data-cell={at}
      onClick={onOpen}
      tabIndex={isTabStop ? 0 : -1}
      title={says}
      type="button"
    >
      <span className="max-w-full truncate">{labelOf(cell)}</span>
      {hasChanged && (
        <span
          aria-hidden="true"
          className="absolute -top-1 -right-1 size-2 rounded-full border border-panel bg-ink"
        />
      )}
    </button>
  );
};
