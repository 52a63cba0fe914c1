"use client";
import { lazy, type ReactNode } from "react";
import { OpensLater, type Trigger } from "@/components/ui/opens-later";

const parts = () => import("@/components/ui/popover-parts");

const PopoverRoot = lazy(() => parts().then((module) => ({ default: module.PopoverRoot })));

export const Popover = ({
  trigger,
  onOpenChange,
  align = "start",
  label,
  children,
}: {
  /** A button. */
  trigger: Trigger;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  /** Name of the popover for screen readers. */
  label: string;
  children: ReactNode;
}) => (
  <OpensLater popup="dialog" prefetch={parts} trigger={trigger}>
    {(button) => (
      <PopoverRoot align={align} label={label} onOpenChange={onOpenChange} trigger={button}>
        {children}
      </PopoverRoot>
    )}
  </OpensLater>
);
