"use client";
import * as Radix from "radix-ui/popover";
import type { ReactNode } from "react";

export const PopoverRoot = ({
  trigger,
  onOpenChange,
  align,
  label,
  children,
}: {
  trigger: ReactNode;
  onOpenChange?: (open: boolean) => void;
  align: "start" | "center" | "end";
  label: string;
  children: ReactNode;
}) => (
  <Radix.Root defaultOpen onOpenChange={onOpenChange}>
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
