"use client";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { OverlayContent } from "@/components/ui/overlay-content";

/** A panel that slides over one edge: details on the right, the rail as a drawer on the left. */
export const Sheet = ({
  open,
  onOpenChange,
  side = "right",
  title,
  hideTitle = false,
  footer,
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side?: "left" | "right";
  title: ReactNode;
  /** The title is then only read out. */
  hideTitle?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}) => (
  <Radix.Root onOpenChange={onOpenChange} open={open}>
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-50 bg-veil" />
      <OverlayContent
        aria-describedby={undefined}
        className={classNames(
          "fixed inset-y-0 z-50 flex animate-rise flex-col bg-raise shadow-raise outline-none",
          side === "right"
            ? "right-0 w-[min(480px,100vw)] border-l"
            : "left-0 w-[min(280px,85vw)] border-r",
        )}
      >
        <div
          className={
            hideTitle ? "sr-only" : "flex items-center justify-between gap-3 border-b px-5 py-3"
          }
        >
          <Radix.Title className="font-bold text-lg tracking-[-0.01em]">{title}</Radix.Title>
          {!hideTitle && (
            <Radix.Close asChild>
              <IconButton className="-my-1 -mr-2" icon="cross" label="Close" />
            </Radix.Close>
          )}
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        {footer && (
          <div className="flex flex-wrap items-center justify-end gap-2.5 border-t bg-rail px-5 py-3">
            {footer}
          </div>
        )}
      </OverlayContent>
    </Radix.Portal>
  </Radix.Root>
);
