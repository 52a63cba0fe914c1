import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";

/** The foot of a dialog that asks: the way out, and the button that does it. Takes a button's props. */
export const DialogButtons = ({
  cancel = "Cancel",
  isAtHand = false,
  ...action
}: ComponentProps<typeof Button> & {
  cancel?: string;
  /** It has the focus when the dialog opens: for a dialog that is gone through by keys. */
  isAtHand?: boolean;
}) => (
  <>
    <DialogClose>
      <Button>{cancel}</Button>
    </DialogClose>
    <Button
      {...(isAtHand && {
        autoFocus: true,
        // A key that is held down from before does nothing here.
        onKeyDown: (event) => event.repeat && event.preventDefault(),
      })}
      {...action}
    />
  </>
);
