"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";

/** A dialog that is one form: its fields, what went wrong, and the button that sends it. */
export const FormDialog = ({
  title,
  description,
  action,
  variant = "primary",
  isReady,
  isBusy,
  fault,
  size,
  onSubmit,
  onClose,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  action: string;
  variant?: ComponentProps<typeof DialogButtons>["variant"];
  isReady: boolean;
  isBusy: boolean;
  fault: ComponentProps<typeof ErrorState>["fault"] | null;
  size?: ComponentProps<typeof Dialog>["size"];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) => {
  const form = useId();
  return (
    <Dialog
      {...(description === undefined ? {} : { description })}
      {...(size === undefined ? {} : { size })}
      footer={
        <DialogButtons
          busy={isBusy}
          disabled={!isReady}
          form={form}
          type="submit"
          variant={variant}
        >
          {action}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={title}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) onSubmit();
        }}
      >
        <DialogSection>
          <div className="flex flex-col gap-3">
            {children}
            {fault && <ErrorState fault={fault} />}
          </div>
        </DialogSection>
      </form>
    </Dialog>
  );
};
