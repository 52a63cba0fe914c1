"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChangePlace } from "@/components/switches/use-change";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type HookView, revokeHook } from "@/lib/contract/emergencies";

/** Says what stops working, then takes a monitor's right to force away. */
export const RevokeHookDialog = ({
  place,
  hook,
  onClose,
}: {
  place: ChangePlace;
  hook: HookView;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => callOperation(revokeHook, { ...place, hook: hook.id }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", place.program] });
    },
  });
  return (
    <ConfirmDialog
      action="Revoke"
      fault={revoke.error ? problemOf(revoke.error) : null}
      isBusy={revoke.isPending}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
      title={`Revoke ${hook.name}?`}
    >
      Its calls are refused from now on. A force that it made stands until somebody lifts it. This
      cannot be undone; a new one can be made.
    </ConfirmDialog>
  );
};
