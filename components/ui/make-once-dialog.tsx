import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";

/** Asks for what is to be made, and once it is there shows it, with what is shown this once: a secret, a link. */
export const MakeOnceDialog = ({
  action,
  description,
  isMade,
  isBusy,
  isReady,
  onClose,
  onSubmit,
  title,
  children,
}: {
  /** The button that makes it. */
  action: string;
  /** What it is for; gone once it is made. */
  description?: string;
  isMade: boolean;
  isBusy: boolean;
  isReady: boolean;
  onClose: () => void;
  onSubmit: () => void;
  title: ReactNode;
  children: ReactNode;
}) => (
  <Dialog
    description={isMade ? undefined : description}
    footer={
      isMade ? (
        <Button autoFocus onClick={onClose} variant="primary">
          I have copied it
        </Button>
      ) : (
        <DialogButtons busy={isBusy} disabled={!isReady} onClick={onSubmit} variant="primary">
          {action}
        </DialogButtons>
      )
    }
    onOpenChange={(open) => !open && onClose()}
    open
    title={title}
  >
    {children}
  </Dialog>
);
