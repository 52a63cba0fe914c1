import { outcomeMarks } from "@/components/evidence/evidence-words";
import { Mark } from "@/components/ui/mark";

/** An outcome as mark and word: the word says it, the mark is seen first. */
export const OutcomeWord = ({ outcome }: { outcome: keyof typeof outcomeMarks }) => (
  <span className="inline-flex items-center gap-1.5">
    <span aria-hidden>
      <Mark kind={outcomeMarks[outcome]} label="" />
    </span>
    {outcome}
  </span>
);
