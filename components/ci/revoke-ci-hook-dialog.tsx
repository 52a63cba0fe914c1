"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { serviceName } from "@/components/ci/ci-words";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type CiHookView, revokeCiHook } from "@/lib/contract/ci";

/** Says what stops, then takes a CI service's right away. */
export const RevokeCiHookDialog = ({
  program,
  hook,
  onClose,
}: {
  program: string;
  hook: CiHookView;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => callOperation(revokeCiHook, { program, hook: hook.id }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", program] });
    },
  });
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={revoking.isPending}
          cancel="Keep it"
          onClick={() => revoking.mutate()}
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
          {serviceName(hook.kind)} is refused from now on. Blockers that it opened stay until
          somebody resolves them: no green run closes them any more.
        </p>
        {revoking.error && (
          <div className="mt-3">
            <ErrorState fault={problemOf(revoking.error)} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
