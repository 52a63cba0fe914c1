import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";

/** The foot of a change's dialog: what it does, or the way out once that is done. */
export const ChangeFooter = ({
  action,
  form,
  isBusy,
  isMade,
  isReady,
  note,
  onDraft,
  onClose,
}: {
  action: string;
  /** The form that the button sends. */
  form: string;
  isBusy: boolean;
  isMade: boolean;
  isReady: boolean;
  note?: ReactNode;
  /** Keeps it for a change of several rules, in place of making it. */
  onDraft?: () => void;
  onClose: () => void;
}) =>
  isMade ? (
    <Button autoFocus onClick={onClose} variant="primary">
      Done
    </Button>
  ) : (
    <>
      {note && <span className="mr-auto basis-full text-ink-2 sm:basis-auto">{note}</span>}
      <DialogClose>
        <Button>Cancel</Button>
      </DialogClose>
      {onDraft && (
        <Button disabled={isBusy} onClick={onDraft}>
          Add to the draft
        </Button>
      )}
      <Button busy={isBusy} disabled={!isReady} form={form} type="submit" variant="primary">
        {action}
      </Button>
    </>
  );
