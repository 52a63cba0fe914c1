import Link from "next/link";
import { programGateAddress } from "@/components/gates/gate-words";
import { classNames } from "@/components/ui/class-names";
import type { ProgramGateView } from "@/lib/contract/program-gates";

// Six states by frame, glyph and word; colour comes on top.
const looks = {
  complete: {
    word: "complete",
    glyph: "✓",
    tile: "border-transparent bg-pass-soft",
    head: "text-pass",
  },
  "ready-for-approval": {
    word: "for approval",
    glyph: "✓?",
    tile: "border-pass border-dashed bg-panel",
    head: "text-pass",
  },
  ready: { word: "ready", glyph: "✓", tile: "border-pass bg-panel", head: "text-pass" },
  "mostly-ready": { word: "mostly", glyph: "~", tile: "bg-panel", head: "text-legacy" },
  pending: { word: "pending", glyph: "○", tile: "border-dashed bg-panel", head: "text-ink-3" },
  blocked: {
    word: "blocked",
    glyph: "✕",
    tile: "border-transparent bg-fail-soft",
    head: "text-fail",
  },
} as const satisfies Record<
  ProgramGateView["state"],
  { word: string; glyph: string; tile: string; head: string }
>;

const tileTitle = ({ key, title, state, owner, heldBecause, isLate }: ProgramGateView): string =>
  [
    `${key} ${title}: ${state.replaceAll("-", " ")}`,
    ...(owner ? [`owner ${owner}`] : []),
    ...(heldBecause ? [heldBecause] : []),
    ...(isLate ? ["its date is past"] : []),
  ].join("; ");

/** The program's own gates, in order, each with its state. */
export const ProgramGateStrip = ({
  program,
  gates,
  milestone,
}: {
  program: string;
  gates: readonly ProgramGateView[];
  /** Gates that the chosen milestone names; the others step back. */
  milestone: ReadonlySet<string> | null;
}) => (
  <ol
    aria-label="Program gates"
    className="mb-4 flex gap-1 overflow-x-auto pb-1 sm:grid sm:grid-cols-[repeat(auto-fit,minmax(4.4rem,1fr))]"
  >
    {gates.map((gate) => {
      const { word, glyph, tile, head } = looks[gate.state];
      return (
        <li
          className={classNames(
            "w-28 shrink-0 sm:w-auto",
            milestone && !milestone.has(gate.key) && "opacity-45",
          )}
          key={gate.key}
        >
          <Link
            className={classNames(
              "flex h-full min-h-19 flex-col rounded-lg border px-1.75 py-1.5 transition-shadow hover:shadow-raise",
              tile,
            )}
            href={programGateAddress(program, gate.key)}
            prefetch={false}
            title={tileTitle(gate)}
          >
            <span className={classNames("flex justify-between gap-1 font-bold text-sm", head)}>
              {gate.key}
              <span aria-hidden="true">{glyph}</span>
            </span>
            <span className="mt-0.5 line-clamp-3 hyphens-auto wrap-break-word text-ink-2 text-xs leading-snug">
              {gate.title}
            </span>
            <span className={classNames("mt-auto pt-1 text-xs", head)}>
              {word}
              {gate.isLate && <span className="text-fail"> · late</span>}
            </span>
          </Link>
        </li>
      );
    })}
  </ol>
);
