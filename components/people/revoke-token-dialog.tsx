"use client";
import { useMutation } from "@tanstack/react-query";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
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
      title={`Revoke ${token.name}?`}
    >
      <DialogSection>
        <p>
          Whoever uses <span className="mono">{token.hint}</span> is refused within a second, open
          streams included. Gateways keep the last snapshot they have. This cannot be undone; a new
          token can be made.
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
