"use client";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Field, type FieldProps, fieldClass } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** The browser's own select: works with every keyboard, screen reader and thumb. */
export const Select = ({
  label,
  hideLabel,
  hint,
  error,
  className,
  options,
  onChange,
  ...rest
}: Omit<ComponentProps<"select">, "onChange" | "children"> &
  FieldProps & { options: readonly SelectOption[]; onChange?: (value: string) => void }) => (
  <Field className={className} error={error} hideLabel={hideLabel} hint={hint} label={label}>
    {(wiring) => (
      <span className="relative block">
        <select
          {...rest}
          {...wiring}
          className={classNames(fieldClass, "h-7.5 appearance-none truncate pr-7 pl-2.5")}
          onChange={(event) => onChange?.(event.target.value)}
        >
          {options.map((option) => (
            <option disabled={option.disabled} key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <span className="pointer-events-none absolute inset-y-0 right-2 grid place-items-center text-ink-3">
          <Icon name="chevron-down" size={13} />
        </span>
      </span>
    )}
  </Field>
);
