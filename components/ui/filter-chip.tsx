"use client";
import { lazy } from "react";
import { chipClass } from "@/components/ui/chip";
import type { FilterOption } from "@/components/ui/filter-list";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";

// With the popover around it, the list is fetched when it is first reached for.
const FilterList = lazy(() =>
  import("@/components/ui/filter-list").then((module) => ({ default: module.FilterList })),
);

/** `Owner: any`, opening a list of values with their counts of which several may be chosen. */
export const FilterChip = ({
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
  const chosen = options.filter((option) => selected.includes(option.value));
  const first = chosen[0];
  const says =
    first === undefined ? "any" : chosen.length === 1 ? first.label : `${chosen.length} chosen`;
  return (
    <Popover
      label={label}
      trigger={
        <button className={chipClass(chosen.length > 0)} type="button">
          {label}: {says}
          <Icon name="chevron-down" size={12} />
        </button>
      }
    >
      <FilterList label={label} onChange={onChange} options={options} selected={selected} />
    </Popover>
  );
};
