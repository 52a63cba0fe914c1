import { ruleParts, ruleText } from "@/components/gates/gate-words";
import type { GateRuleInput } from "@/lib/contract/gates";

/** A rule as it is written, the clause that decided underlined. */
export const RuleView = ({ rule, clause }: { rule: GateRuleInput; clause: string | null }) => {
  const parts = ruleParts(ruleText(rule), clause);
  return (
    <figure>
      <pre className="mono overflow-x-auto whitespace-pre-wrap rounded-md border border-line-soft bg-canvas px-3 py-2 text-sm leading-relaxed">
        {parts.map(({ text, isClause }) =>
          isClause ? (
            <mark
              className="bg-transparent text-fail underline decoration-wavy underline-offset-4"
              key={`clause ${text}`}
            >
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </pre>
      {clause && !parts.some(({ isClause }) => isClause) && (
        <figcaption className="mt-1 text-ink-2 text-sm">
          Decided at <span className="mono">{clause}</span>
        </figcaption>
      )}
    </figure>
  );
};
