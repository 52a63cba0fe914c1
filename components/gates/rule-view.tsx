"use client";
import { useQuery } from "@tanstack/react-query";
import { ruleParts, ruleText } from "@/components/gates/gate-words";
import { qualityGatesQuery } from "@/lib/client/gate-queries";
import type { GateRuleInput } from "@/lib/contract/gates";

/** What a ready-made check asks, in words. */
const CheckWords = ({ program, check }: { program: string; check: string }) => {
  const { data } = useQuery(qualityGatesQuery(program));
  const known = data?.checks.find((each) => each.check === check);
  return known ? (
    <figcaption className="mb-1.5">
      {known.title}. <span className="text-ink-2">{known.says}</span>
    </figcaption>
  ) : null;
};

/** A rule as it is written, the clause that decided underlined. */
export const RuleView = ({
  program,
  rule,
  clause,
}: {
  program: string;
  rule: GateRuleInput;
  clause: string | null;
}) => {
  const parts = ruleParts(ruleText(rule), clause);
  return (
    <figure>
      {rule.kind === "check" && <CheckWords check={rule.check} program={program} />}
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
        <p className="mt-1 text-ink-2 text-sm">
          Decided at <span className="mono">{clause}</span>
        </p>
      )}
    </figure>
  );
};
