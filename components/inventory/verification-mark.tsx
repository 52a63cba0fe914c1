import { Mark } from "@/components/ui/mark";
import { verificationWords } from "@/lib/domain/inventory-words";

const marks: Readonly<Record<string, "pass" | "unknown" | "none">> = {
  verified: "pass",
  "source-anchored-needs-review": "unknown",
  "needs-triage": "unknown",
  planned: "none",
  "retired-approved": "none",
};

/** On the way: read in the source, and not yet signed by a person. */
const Anchored = () => (
  <span className="inline-grid size-4.5 place-items-center rounded-sm border-[1.5px] border-pass text-pass text-xs leading-none">
    ✓
  </span>
);

/** Where a row is on the verification ladder: its word, and a mark that tells proven from open. */
export const VerificationMark = ({ state, word }: { state: string; word?: string | null }) => {
  const words = verificationWords(state);
  return (
    <span className="inline-flex items-center gap-1.5 align-top">
      <span aria-hidden="true" className="inline-flex">
        {state === "verified-source-anchored" ? (
          <Anchored />
        ) : (
          <Mark kind={marks[state] ?? "unknown"} label={words} />
        )}
      </span>
      {words}
      {word && word !== state && <span className="text-ink-3">“{word}”</span>}
    </span>
  );
};
