"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { fieldClass } from "@/components/ui/field";

export type FilterOption = { value: string; label: string; count?: number };

// A list that fits the popover needs no search.
const searchableFrom = 10;

/** The values of a filter with their counts, of which several may be chosen. */
export const FilterList = ({
  label,
  options,
  selected,
  onChange,
}: {
  label: string;
  options: readonly FilterOption[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
}) => {
  const [search, setSearch] = useState("");
  const shown = options.filter((option) =>
    option.label.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const toggle = (value: string, on: boolean) =>
    onChange(on ? [...selected, value] : selected.filter((each) => each !== value));
  return (
    <>
      {options.length >= searchableFrom && (
        <input
          aria-label={`Search ${label}`}
          className={`${fieldClass} mb-1.5 h-7 px-2`}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="Search"
          value={search}
        />
      )}
      <ul className="max-h-72 overflow-y-auto">
        {shown.map((option) => (
          <li
            className="flex items-center gap-4 rounded-sm px-1.5 py-1 hover:bg-line-soft"
            key={option.value}
          >
            <div className="flex-1">
              <Checkbox
                checked={selected.includes(option.value)}
                label={option.label}
                onChange={(on) => toggle(option.value, on)}
              />
            </div>
            {option.count !== undefined && (
              <span className="text-ink-3">{option.count.toLocaleString("en-GB")}</span>
            )}
          </li>
        ))}
        {shown.length === 0 && <li className="px-1.5 py-1 text-ink-3">Nothing by that name</li>}
      </ul>
      {selected.length > 0 && (
        <div className="mt-1.5 border-t pt-1.5">
          <Button onClick={() => onChange([])} size="sm" variant="ghost">
            Clear
          </Button>
        </div>
      )}
    </>
  );
};
