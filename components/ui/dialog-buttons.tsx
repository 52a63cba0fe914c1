import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";

/** The foot of a dialog that asks: the way out, and the button that does it. Takes a button's props. */
export const DialogButtons = ({
  cancel = "Cancel",
  ...action
}: ComponentProps<typeof Button> & { cancel?: string }) => (
  <>
    <DialogClose>
      <Button>{cancel}</Button>
    </DialogClose>
    <Button {...action} />
  </>
);
