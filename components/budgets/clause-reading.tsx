import { Mark } from "@/components/ui/mark";
import { clauseWords } from "@/lib/domain/budget-clause";
import { parseBudget } from "@/lib/domain/budget-language";

/** How a budget is understood while it is written: each clause, and each fault with what was understood of it. */
export const ClauseReading = ({ threshold }: { threshold: string }) => {
  if (threshold.trim() === "") return null;
  const { clauses, faults } = parseBudget(threshold);
  return (
    <ul aria-label="As it is understood" aria-live="polite" className="flex flex-col gap-1">
      {clauses.map((clause) => (
        <li className="flex items-start gap-2" key={clause.text}>
          <Mark
            kind={clause.kind === "measured" ? "pass" : "unknown"}
            label={clause.kind === "measured" ? "understood" : "to be shown by evidence"}
          />
          <span>
            {clauseWords(clause)}
            <span className="text-ink-3">
              {clause.kind === "measured"
                ? ""
                : ": no number settles it, so evidence has to show it"}
            </span>
          </span>
        </li>
      ))}
      {faults.map(({ says }) => (
        <li className="flex items-start gap-2" key={says}>
          <Mark kind="fail" label="not understood" />
          <span className="text-fail">{says}</span>
        </li>
      ))}
    </ul>
  );
};
