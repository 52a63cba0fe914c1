"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ChangePlace } from "@/components/switches/use-change";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { TextArea } from "@/components/ui/text-area";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { removeClient } from "@/lib/contract/clients";

/** Says what forgetting means, then forgets instances that fell silent. */
export const RemoveClientsDialog = ({
  place,
  instances,
  onClose,
}: {
  place: ChangePlace;
  instances: readonly string[];
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const removing = useMutation({
    mutationFn: () => {
      const why = reason.trim();
      return callOperation(removeClient, {
        ...place,
        instances: [...instances],
        ...(why === "" ? {} : { reason: why }),
      });
    },
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", place.program] });
    },
  });
  const [first] = instances;
  return (
    <Dialog
      footer={
        <DialogButtons
          cancel="Keep waiting"
          busy={removing.isPending}
          onClick={() => removing.mutate()}
          variant="danger"
        >
          Remove
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={instances.length === 1 ? `Remove ${first}?` : `Remove ${instances.length} instances?`}
    >
      <DialogSection>
        <p>
          Nothing waits for what is removed any more, so a version can be in effect without it. One
          that speaks again is back by its next receipt.
        </p>
        {instances.length > 1 && (
          <ul className="mono mt-2 max-h-40 overflow-y-auto">
            {instances.map((instance) => (
              <li className="truncate" key={instance}>
                {instance}
              </li>
            ))}
          </ul>
        )}
      </DialogSection>
      <DialogSection>
        <TextArea
          label="Reason"
          maxLength={2000}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Scaled down, replaced"
          value={reason}
        />
        {removing.error && (
          <div className="mt-3">
            <ErrorState fault={problemOf(removing.error)} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
