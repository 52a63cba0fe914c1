"use client";
import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";

export const Popover = ({
  trigger,
  open,
  onOpenChange,
  align = "start",
  label,
  children,
}: {
  trigger: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  /** Name of the popover for screen readers. */
  label: string;
  children: ReactNode;
}) => (
  <Radix.Root onOpenChange={onOpenChange} open={open}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        aria-label={label}
        className="z-50 max-h-(--radix-popover-content-available-height) min-w-48 max-w-[min(420px,calc(100vw-1.5rem))] animate-rise overflow-y-auto rounded-lg border bg-raise p-1.5 shadow-raise outline-none"
        collisionPadding={12}
        sideOffset={4}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
