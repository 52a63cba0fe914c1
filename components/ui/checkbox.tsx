"use client";
import * as Radix from "radix-ui/checkbox";
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
      <Radix.Root
        checked={checked}
        className="mt-px grid size-4.5 shrink-0 place-items-center rounded-sm border border-field bg-panel text-on-fill disabled:opacity-50 data-[state=checked]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:border-primary data-[state=indeterminate]:bg-primary"
        disabled={disabled}
        id={id}
        onCheckedChange={(next) => onChange(next === true)}
      >
        <Radix.Indicator>
          <Icon name={checked === "indeterminate" ? "minus" : "check"} size={13} />
        </Radix.Indicator>
      </Radix.Root>
      <label className={hideLabel ? "sr-only" : "cursor-pointer"} htmlFor={id}>
        {label}
        {hint && <span className="block text-ink-3 text-sm">{hint}</span>}
      </label>
    </div>
  );
};
