import type { ComponentProps, ReactNode } from "react";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";

/** Says what stops, and asks once before it is taken away for good. */
export const ConfirmDialog = ({
  title,
  action,
  isBusy,
  fault,
  onConfirm,
  onClose,
  children,
}: {
  title: string;
  action: string;
  isBusy: boolean;
  fault: ComponentProps<typeof ErrorState>["fault"] | null;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}) => (
  <Dialog
    footer={
      <DialogButtons busy={isBusy} cancel="Keep it" onClick={onConfirm} variant="danger">
        {action}
      </DialogButtons>
    }
    onOpenChange={(open) => !open && onClose()}
    open
    size="sm"
    title={title}
  >
    <DialogSection>
      <p>{children}</p>
      {fault && (
        <div className="mt-3">
          <ErrorState fault={fault} />
        </div>
      )}
    </DialogSection>
  </Dialog>
);
