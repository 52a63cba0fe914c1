"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { serviceName } from "@/components/ci/ci-words";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
    <ConfirmDialog
      action="Revoke"
      fault={revoking.error ? problemOf(revoking.error) : null}
      isBusy={revoking.isPending}
      onClose={onClose}
      onConfirm={() => revoking.mutate()}
      title={`Revoke ${hook.name}?`}
    >
      {serviceName(hook.kind)} is refused from now on. Blockers that it opened stay until somebody
      resolves them: no green run closes them any more.
    </ConfirmDialog>
  );
};
