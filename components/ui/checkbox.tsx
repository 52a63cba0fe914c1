"use client";
import { type ReactNode, useId } from "react";
import { Icon } from "@/components/ui/icon";

export const Checkbox = ({
  checked,
  onChange,
  label,
  hideLabel = false,
  hint,
  disabled,
}: {
  checked: boolean | "indeterminate";
  onChange: (checked: boolean) => void;
  label: ReactNode;
  hideLabel?: boolean;
  hint?: ReactNode;
  disabled?: boolean;
}) => {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      {/* biome-ignore lint/a11y/useSemanticElements: an input of this look, and half marked, takes more than the element gives */}
      <button
        aria-checked={checked === "indeterminate" ? "mixed" : checked}
        className="mt-px grid size-4.5 shrink-0 place-items-center rounded-sm border border-field bg-panel text-on-fill disabled:opacity-50 aria-[checked=mixed]:border-primary aria-checked:border-primary aria-[checked=mixed]:bg-primary aria-checked:bg-primary"
        disabled={disabled}
        id={id}
        onClick={() => onChange(checked !== true)}
        onKeyDown={(event) => {
          // Enter is for what the form does; the space bar marks.
          if (event.key === "Enter") event.preventDefault();
        }}
        role="checkbox"
        type="button"
      >
        {checked !== false && (
          <Icon name={checked === "indeterminate" ? "minus" : "check"} size={13} />
        )}
      </button>
      <label className={hideLabel ? "sr-only" : "cursor-pointer"} htmlFor={id}>
        {label}
        {hint && <span className="block text-ink-3 text-sm">{hint}</span>}
      </label>
    </div>
  );
};
