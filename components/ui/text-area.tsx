"use client";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Field, type FieldProps, fieldClass } from "@/components/ui/field";

export const TextArea = ({
  label,
  hideLabel,
  hint,
  error,
  className,
  mono = false,
  rows = 2,
  ...rest
}: ComponentProps<"textarea"> & FieldProps & { mono?: boolean }) => (
  <Field className={className} error={error} hideLabel={hideLabel} hint={hint} label={label}>
    {(wiring) => (
      <textarea
        {...rest}
        {...wiring}
        className={classNames(fieldClass, "resize-y px-2.5 py-1.5", mono && "mono")}
        rows={rows}
      />
    )}
  </Field>
);
