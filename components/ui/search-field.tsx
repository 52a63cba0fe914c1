"use client";
import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

/** A search among what is shown. Escape empties it. */
export const SearchField = ({
  label,
  value,
  onChange,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "onChange"> & {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) => (
  <span className={classNames("relative inline-block", className ?? "w-56")}>
    <span className="pointer-events-none absolute inset-y-0 left-2 grid place-items-center text-ink-3">
      <Icon name="search" size={13} />
    </span>
    <input
      aria-label={label}
      className="h-6.5 w-full rounded-md border bg-panel pr-2 pl-7 placeholder:text-ink-3"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === "Escape" && onChange("")}
      placeholder={label}
      type="search"
      value={value}
      {...rest}
    />
  </span>
);
