"use client";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Field, type FieldProps, fieldClass } from "@/components/ui/field";

export const TextField = ({
  label,
  hideLabel,
  hint,
  error,
  className,
  mono = false,
  ...rest
}: ComponentProps<"input"> & FieldProps & { mono?: boolean }) => (
  <Field className={className} error={error} hideLabel={hideLabel} hint={hint} label={label}>
    {(wiring) => (
      <input
        {...rest}
        {...wiring}
        className={classNames(fieldClass, "h-7.5 px-2.5", mono && "mono")}
      />
    )}
  </Field>
);
