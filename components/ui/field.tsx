"use client";
import { type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { FieldError } from "@/components/ui/field-error";

export type FieldProps = {
  label: ReactNode;
  /** The label is then only read out. */
  hideLabel?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
};

/** What ties a control to its label, hint and error. */
export type FieldWiring = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** The border of everything that can be typed into or chosen from: at least 3 to 1 (WCAG 1.4.11). */
export const fieldClass =
  "w-full rounded-md border border-field bg-panel text-ink placeholder:text-ink-3 aria-invalid:border-fail disabled:opacity-60";

export const Field = ({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  children,
}: FieldProps & { className?: string; children: (wiring: FieldWiring) => ReactNode }) => {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={classNames("flex flex-col gap-1", className)}>
      <label className={hideLabel ? "sr-only" : "font-strong text-ink-2 text-sm"} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {hint && (
        <p className="text-ink-3 text-sm" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
};
