"use client";
import { ruleTraits, traitsOf } from "@/components/switches/rule-filter";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import { useSearchState } from "@/lib/client/use-search-state";
import type { RuleView } from "@/lib/contract/switches";

/** Narrows the rules by words and by what they do; what is chosen stands in the page's address. */
export const RuleTools = ({
  rules,
  owners,
  shown,
  onExport,
  onAdd,
}: {
  rules: readonly RuleView[];
  owners: { readonly legacy: string; readonly target: string };
  /** How many rules fit. */
  shown: number;
  onExport: () => void;
  /** Left out for whoever may not add one. */
  onAdd?: () => void;
}) => {
  const { text, list, change } = useSearchState();
  const labels = {
    target: `on ${owners.target} for all`,
    canary: "with a canary",
    legacy: `on ${owners.legacy}`,
    hidden: "partly decided elsewhere",
    idle: "decides nothing today",
  };
  const traits = rules.flatMap(traitsOf);
  const selected = list("rules");
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
      <h2 className="sr-only">Rules for routes</h2>
      <SearchField
        className="w-full sm:w-72"
        label="Search the rules"
        onChange={(value) => change({ q: value })}
        value={text("q")}
      />
      <FilterChip
        label="Show"
        onChange={(chosen) => change({ rules: chosen })}
        options={ruleTraits.map((value) => ({
          value,
          label: labels[value],
          count: traits.filter((trait) => trait === value).length,
        }))}
        selected={selected}
      />
      {(text("q") !== "" || selected.length > 0) && (
        <span className="text-ink-3" role="status">
          {shown} of {rules.length} rules
        </span>
      )}
      <span className="ml-auto flex flex-wrap gap-2">
        <Button disabled={shown === 0} icon="download" onClick={onExport} size="sm">
          Export CSV
        </Button>
        {onAdd && (
          <Button icon="plus" onClick={onAdd} size="sm">
            Add a rule
          </Button>
        )}
      </span>
    </div>
  );
};
