"use client";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { OverlayContent } from "@/components/ui/overlay-content";

const widths = {
  sm: "max-w-[440px]",
  md: "max-w-[600px]",
  lg: "max-w-[760px]",
  xl: "max-w-[1040px]",
};

/** The one dialog: head, sections (`DialogSection`), and a foot with the buttons that stays in sight. */
export const Dialog = ({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  size = "md",
  children,
}: {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** A button that opens it, where the dialog keeps its own state. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  size?: keyof typeof widths;
  children?: ReactNode;
}) => (
  <Radix.Root onOpenChange={onOpenChange} open={open}>
    {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-50 grid place-items-center overflow-y-auto bg-veil p-3 sm:p-6">
        <OverlayContent
          className={classNames(
            "flex max-h-[calc(100dvh-1.5rem)] w-full animate-rise flex-col overflow-hidden rounded-2xl border bg-raise shadow-raise outline-none sm:max-h-[calc(100dvh-3rem)]",
            widths[size],
          )}
          {...(description === undefined && { "aria-describedby": undefined })}
        >
          <div className="flex items-start gap-3 px-5 py-3.5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="font-bold text-lg tracking-[-0.01em]">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="text-ink-2">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton className="-my-1 -mr-2" icon="cross" label="Close" />
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer && (
            <div className="flex flex-wrap items-center justify-end gap-2.5 border-t bg-rail px-5 py-3">
              {footer}
            </div>
          )}
        </OverlayContent>
      </Radix.Overlay>
    </Radix.Portal>
  </Radix.Root>
);

export const DialogSection = ({ title, children }: { title?: ReactNode; children: ReactNode }) => (
  <section className="border-line-soft border-t px-5 py-3.5">
    {title !== undefined && <h3 className="mb-2 font-strong text-ink-2 text-sm">{title}</h3>}
    {children}
  </section>
);

/** Wraps a button that closes the dialog it stands in. */
export const DialogClose = ({ children }: { children: ReactNode }) => (
  <Radix.Close asChild>{children}</Radix.Close>
);
