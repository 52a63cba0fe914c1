"use client";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { FilterChip } from "@/components/ui/filter-chip";
import type { FilterOption } from "@/components/ui/filter-list";
import { SearchField } from "@/components/ui/search-field";
import type { MatrixAnswer } from "@/lib/client/matrix-queries";
import {
  isNarrowed,
  type MatrixField,
  type MatrixState,
  withoutFilter,
} from "@/lib/client/matrix-state";
import { useSettled } from "@/lib/client/use-settled";
import { kindWord, verificationWords } from "@/lib/domain/inventory-words";

const groupings = [
  { value: "capability", label: "Capability" },
  { value: "family", label: "Family" },
  { value: "wave", label: "Wave" },
] as const;

const filters: readonly { field: MatrixField; label: string }[] = [
  { field: "kind", label: "Kind" },
  { field: "verification", label: "Verification" },
  { field: "team", label: "Team" },
  { field: "family", label: "Family" },
  { field: "wave", label: "Wave" },
  { field: "method", label: "Method" },
  { field: "capability", label: "Capability" },
];

const labelOf = (field: MatrixField, value: string): string => {
  if (field === "verification") return verificationWords(value);
  return field === "kind" ? kindWord(value, 2) : value;
};

// A chosen value stays in its list when nothing has it any more, so that it can be taken out again.
const optionsOf = (
  facet: readonly { value: string; count: number }[],
  chosen: readonly string[],
  label: (value: string) => string,
): FilterOption[] => [
  ...facet.map(({ value, count }) => ({ value, count, label: label(value) })),
  ...chosen
    .filter((value) => facet.every((each) => each.value !== value))
    .map((value) => ({ value, count: 0, label: label(value) })),
];

type Change = (next: MatrixState, how?: { passing?: boolean }) => void;

const Search = ({ state, onChange }: { state: MatrixState; onChange: Change }) => {
  const [text, setText] = useState(state.q);
  const settled = useSettled(text, 180);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed, once it has settled, goes to the address
  useEffect(() => {
    if (settled !== state.q && settled === text)
      onChange({ ...state, q: settled }, { passing: true });
  }, [settled]);
  // The address also changes by itself: back, a link, "Clear".
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is being typed must not be overwritten by what it was
  useEffect(() => {
    if (state.q !== settled) setText(state.q);
  }, [state.q]);
  return (
    <SearchField
      className="w-full sm:w-60"
      label="Path, id, test, switch"
      maxLength={200}
      onChange={setText}
      value={text}
    />
  );
};

/** What the matrix is grouped and narrowed by. */
export const MatrixTools = ({
  answer,
  state,
  onChange,
  folding,
}: {
  answer: MatrixAnswer;
  state: MatrixState;
  onChange: Change;
  /** Folds or unfolds everything. */
  folding: { label: string; onPress: () => void } | null;
}) => {
  const choose = (field: MatrixField, values: readonly string[]) =>
    onChange({ ...state, chosen: { ...state.chosen, [field]: values } });
  const others = state.chosen.owner.filter((value) =>
    answer.environments.every(({ key }) => !value.startsWith(`${key}:`)),
  );
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2">
      <ChipChoice
        label="Group by"
        onChange={(groupBy) => onChange({ ...state, groupBy, unfolded: null })}
        options={groupings}
        value={state.groupBy}
      />
      <span aria-hidden="true" className="mx-1 hidden h-4 border-l sm:inline" />
      <Search onChange={onChange} state={state} />
      {/* On a phone the filters are one line to draw sideways, so that the sheet stays in sight. */}
      <div className="-my-1 flex gap-2 overflow-x-auto py-1 max-sm:w-full sm:contents">
        {answer.environments.map(({ key, name }) => {
          const prefix = `${key}:`;
          const chosen = state.chosen.owner.filter((value) => value.startsWith(prefix));
          const facet = answer.facets.owner.filter(({ value }) => value.startsWith(prefix));
          return (
            <FilterChip
              key={key}
              label={name}
              onChange={(values) =>
                choose("owner", [
                  ...others,
                  ...state.chosen.owner.filter(
                    (value) => !value.startsWith(prefix) && !others.includes(value),
                  ),
                  ...values,
                ])
              }
              options={optionsOf(facet, chosen, (value) => value.slice(prefix.length))}
              selected={chosen}
            />
          );
        })}
        {filters.map(({ field, label }) => {
          const facet = field === "owner" ? [] : answer.facets[field];
          const chosen = state.chosen[field];
          if (facet.length < 2 && chosen.length === 0) return null;
          if (field === state.groupBy && chosen.length === 0) return null;
          return (
            <FilterChip
              key={field}
              label={label}
              onChange={(values) => choose(field, values)}
              options={optionsOf(facet, chosen, (value) => labelOf(field, value))}
              selected={chosen}
            />
          );
        })}
      </div>
      {isNarrowed(state) && (
        <Button onClick={() => onChange(withoutFilter(state))} size="sm" variant="ghost">
          Clear filters
        </Button>
      )}
      {folding && (
        <Button className="ml-auto" onClick={folding.onPress} size="sm" variant="ghost">
          {folding.label}
        </Button>
      )}
    </div>
  );
};
