"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { QrCode } from "@/components/account/qr-code";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { CodeForm } from "@/components/proof/code-form";
import { ProveField } from "@/components/proof/prove-field";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Spinner } from "@/components/ui/spinner";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { confirmSecondFactor, setUpSecondFactor } from "@/lib/contract/second-factor";

/** Sets a second factor up: the picture for the authenticator, its first code, then the recovery codes. */
export const SetUpDialog = ({ onClose }: { onClose: () => void }) => {
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  // Each opening of this dialog begins anew; nothing of it is kept.
  const beginning = useQuery({
    queryKey: ["account", "set-up"],
    queryFn: () => callOperation(setUpSecondFactor, {}),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const confirming = useMutation({
    mutationFn: (code: string) => callOperation(confirmSecondFactor, { code }),
    onSuccess: async ({ recoveryCodes }) => {
      setCodes(recoveryCodes);
      await client.invalidateQueries({
        queryKey: ["account"],
        predicate: ({ queryKey }) => queryKey[1] !== "set-up",
      });
    },
  });
  const refused = beginning.error ? problemOf(beginning.error) : null;
  const wrong = confirming.error ? problemOf(confirming.error) : null;
  const fault = wrong?.reasons[0]?.says ?? null;
  return (
    <Dialog
      footer={
        codes && (
          <Button onClick={onClose} variant="primary">
            I have kept them
          </Button>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={codes ? "Your recovery codes" : "Set up a second factor"}
    >
      <DialogSection>
        {codes ? (
          <RecoveryCodes codes={codes} />
        ) : refused?.code === "needs-proof" ? (
          <ProveField
            onProven={() => beginning.refetch()}
            proof={refused.facts.proof}
            says={refused.detail}
          />
        ) : refused ? (
          <ErrorState fault={refused} onRetry={() => beginning.refetch()} />
        ) : !beginning.data ? (
          <Spinner />
        ) : (
          <>
            <div className="flex flex-wrap gap-4">
              <QrCode label="The secret as a QR code" text={beginning.data.uri} />
              <div className="min-w-0 flex-1 basis-56">
                <p>Read this picture with an authenticator, or type its secret there:</p>
                <output aria-label="The secret" className="mono wrap-anywhere my-2 block">
                  {beginning.data.secret}
                </output>
                <CopyButton label="Copy the secret" text={beginning.data.secret} />
              </div>
            </div>
            <CodeForm
              action="Confirm"
              fault={fault}
              isBusy={confirming.isPending}
              kind="code"
              label="The code it shows now"
              onSend={confirming.mutate}
            />
            {wrong && fault === null && <ErrorState fault={wrong} />}
          </>
        )}
      </DialogSection>
    </Dialog>
  );
};
