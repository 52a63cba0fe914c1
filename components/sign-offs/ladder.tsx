import { classNames } from "@/components/ui/class-names";
import { stepWords } from "@/lib/domain/step-words";

const mainLine = [
  "planned",
  "source-anchored-needs-review",
  "verified-source-anchored",
  "verified",
];
const triage = ["needs-triage", "verified"];
const retirement = ["needs-triage", "retired-approved"];
const signed = ["unsigned", "signed"];

/** The steps that lead through where something stands to where it is going. */
const lineOf = (state: string, to: string | null): readonly string[] => {
  if (signed.includes(state)) return signed;
  if (state === "retired-approved" || to === "retired-approved") return retirement;
  return state === "needs-triage" ? triage : mainLine;
};

type Place = "past" | "here" | "next" | "later";

const looks: Readonly<Record<Place, string>> = {
  past: "border-pass bg-pass-soft text-pass",
  here: "border-ink bg-ink text-canvas",
  next: "border-dashed border-ink-2 text-ink-2",
  later: "border-line text-ink-3",
};

const says: Readonly<Record<Place, string>> = {
  past: "behind it",
  here: "it stands here",
  next: "its next step",
  later: "later",
};

/** The ladder with where something stands on it and where its next step leads. */
export const Ladder = ({ state, to }: { state: string; to: string | null }) => {
  const line = lineOf(state, to);
  const here = line.indexOf(state);
  const placeOf = (at: number): Place => {
    if (at === here) return "here";
    if (at < here) return "past";
    return line[at] === to ? "next" : "later";
  };
  return (
    <ol
      aria-label="Ladder"
      className="flex flex-col gap-x-2 gap-y-1.5 rail:flex-row rail:flex-wrap rail:items-center"
    >
      {line.map((step, at) => (
        <li
          aria-current={at === here ? "step" : undefined}
          className="flex items-center gap-2"
          key={step}
        >
          {at > 0 && <span aria-hidden="true" className="hidden h-px w-6 bg-line rail:block" />}
          <span
            className={classNames(
              "grid size-5 shrink-0 place-items-center rounded-full border text-xs leading-none",
              looks[placeOf(at)],
            )}
          >
            <span aria-hidden="true">{at < here ? "✓" : at + 1}</span>
            <span className="sr-only">{says[placeOf(at)]}</span>
          </span>
          <span className={at === here ? "font-strong" : "text-ink-2"}>{stepWords(step)}</span>
        </li>
      ))}
    </ol>
  );
};
