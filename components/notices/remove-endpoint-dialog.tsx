"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
    <ConfirmDialog
      action="Remove"
      fault={removing.error ? problemOf(removing.error) : null}
      isBusy={removing.isPending}
      onClose={onClose}
      onConfirm={() => removing.mutate()}
      title={`Remove ${endpoint.name}?`}
    >
      Nothing is sent there any more, also nothing of what waits
      {endpoint.waiting > 0 ? ` (${endpoint.waiting})` : ""}. This cannot be undone; a new one gets
      a secret of its own.
    </ConfirmDialog>
  );
};
