"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type EndpointView, removeEndpoint } from "@/lib/contract/notices";

/** Says what stops, then sends nothing there any more. */
export const RemoveEndpointDialog = ({
  program,
  endpoint,
  onClose,
}: {
  program: string;
  endpoint: EndpointView;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => callOperation(removeEndpoint, { program, endpoint: endpoint.id }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", program] });
    },
  });
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={removing.isPending}
          cancel="Keep it"
          onClick={() => removing.mutate()}
          variant="danger"
        >
          Remove
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="sm"
      title={`Remove ${endpoint.name}?`}
    >
      <DialogSection>
        <p>
          Nothing is sent there any more, also nothing of what waits
          {endpoint.waiting > 0 ? ` (${endpoint.waiting})` : ""}. This cannot be undone; a new one
          gets a secret of its own.
        </p>
        {removing.error && (
          <div className="mt-3">
            <ErrorState fault={problemOf(removing.error)} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
