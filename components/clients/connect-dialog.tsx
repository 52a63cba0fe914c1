"use client";
import { ConnectClient, type ConnectTo } from "@/components/clients/connect-client";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";

/** How one more client is connected. */
export const ConnectDialog = ({ onClose, ...connect }: ConnectTo & { onClose: () => void }) => (
  <Dialog
    footer={
      <DialogClose>
        <Button>Done</Button>
      </DialogClose>
    }
    onOpenChange={(open) => !open && onClose()}
    open
    size="lg"
    title="Connect a client"
  >
    <DialogSection>
      <ConnectClient {...connect} />
    </DialogSection>
  </Dialog>
);
