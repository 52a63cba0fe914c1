"use client";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

export const chipClass = (on: boolean): string =>
  classNames(
    "inline-flex h-6.5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md border px-2.5 transition-colors",
    on
      ? "border-target bg-target-soft text-target"
      : "border-line bg-panel text-ink-2 hover:bg-line-soft",
  );

/** A filter that is on or off, with how many rows it would keep. */
export const Chip = ({
  on,
  count,
  children,
  className,
  ...rest
}: ComponentProps<"button"> & { on: boolean; count?: number }) => (
  <button
    aria-pressed={on}
    className={classNames(chipClass(on), className)}
    type="button"
    {...rest}
  >
    {children}
    {count !== undefined && <b className="font-bold">{count.toLocaleString("en-GB")}</b>}
  </button>
);

/** One of a few: what the rows are grouped by, which side is shown. */
export const ChipChoice = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  /** Name of the choice for screen readers. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; count?: number }[];
  onChange: (value: Value) => void;
}) => (
  <fieldset className="flex flex-wrap gap-2">
    <legend className="sr-only">{label}</legend>
    {options.map((option) => (
      <Chip
        count={option.count}
        key={option.value}
        on={option.value === value}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </Chip>
    ))}
  </fieldset>
);
