"use client";
import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { revokeToken, type TokenView } from "@/lib/contract/people";

/** Says what stops working, then revokes the token for good. */
export const RevokeTokenDialog = ({
  program,
  token,
  onClose,
  onRevoked,
}: {
  program: string;
  token: TokenView;
  onClose: () => void;
  onRevoked: () => void;
}) => {
  const revoke = useMutation({
    mutationFn: () => callOperation(revokeToken, { program, token: token.id }),
    onSuccess: () => {
      onRevoked();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      action="Revoke"
      fault={revoke.error ? problemOf(revoke.error) : null}
      isBusy={revoke.isPending}
      onClose={onClose}
      onConfirm={() => revoke.mutate()}
      title={`Revoke ${token.name}?`}
    >
      Whoever uses <span className="mono">{token.hint}</span> is refused within a second, open
      streams included. Gateways keep the last snapshot they have. This cannot be undone; a new
      token can be made.
    </ConfirmDialog>
  );
};
