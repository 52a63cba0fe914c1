"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ChangePlace } from "@/components/switches/use-change";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
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
    <Dialog
      footer={
        <DialogButtons
          cancel="Keep it"
          busy={revoke.isPending}
          onClick={() => revoke.mutate()}
          variant="danger"
        >
          Revoke
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="sm"
      title={`Revoke ${hook.name}?`}
    >
      <DialogSection>
        <p>
          Its calls are refused from now on. A force that it made stands until somebody lifts it.
          This cannot be undone; a new one can be made.
        </p>
        {revoke.error && (
          <div className="mt-3">
            <ErrorState fault={problemOf(revoke.error)} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
