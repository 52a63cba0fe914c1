"use client";
import { type RuleActions, ruleName } from "@/components/switches/rule-actions";
import { ruleWords } from "@/components/switches/rule-words";
import { Button } from "@/components/ui/button";
import type { RuleView } from "@/lib/contract/switches";

/** What is marked among the rules goes into the draft together. */
export const MarkedRules = ({
  rules,
  owners,
  mayFlip,
  onDraft,
  onClear,
}: Pick<RuleActions, "mayFlip" | "onDraft"> & {
  rules: readonly RuleView[];
  owners: { readonly legacy: string; readonly target: string };
  onClear: () => void;
}) => {
  if (rules.length === 0) return null;
  const draft = (owner: string | null) => {
    onDraft(
      rules
        .filter(({ level }) => owner !== null || level !== "program")
        .map((rule) => ({
          edit: { level: rule.level, key: rule.key, owner },
          title: ruleName(rule),
          was: ruleWords(rule),
        })),
    );
    onClear();
  };
  return (
    <div className="flex flex-wrap items-center gap-2 border-target/30 border-t bg-target-soft px-4 py-1.5">
      <span className="font-strong" role="status">
        {rules.length === 1 ? "1 rule marked" : `${rules.length} rules marked`}
      </span>
      <span className="text-ink-2">Into the draft:</span>
      <span className="flex flex-wrap gap-1.5">
        {mayFlip && (
          <Button onClick={() => draft(owners.target)} size="sm">
            All to {owners.target}
          </Button>
        )}
        <Button onClick={() => draft(owners.legacy)} size="sm">
          All to {owners.legacy}
        </Button>
        <Button onClick={() => draft(null)} size="sm">
          Without these rules
        </Button>
        <Button onClick={onClear} size="sm" variant="ghost">
          Unmark
        </Button>
      </span>
    </div>
  );
};
