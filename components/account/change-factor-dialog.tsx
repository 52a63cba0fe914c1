"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { FaultOrProof } from "@/components/proof/fault-or-proof";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { removeSecondFactor, renewRecoveryCodes } from "@/lib/contract/second-factor";

const words = {
  remove: {
    title: "Remove the second factor",
    says: "Codes of your authenticator and your recovery codes count no more. What you signed with them stays signed.",
    action: "Remove it",
  },
  renew: {
    title: "New recovery codes",
    says: "You get ten new ones. Those from before count no more.",
    action: "Make new ones",
  },
};

/** Removes the second factor or renews its recovery codes, after a fresh proof where one is asked for. */
export const ChangeFactorDialog = ({
  change,
  onClose,
}: {
  change: keyof typeof words;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const changing = useMutation({
    mutationFn: async () => {
      if (change === "renew") return (await callOperation(renewRecoveryCodes, {})).recoveryCodes;
      await callOperation(removeSecondFactor, {});
      return null;
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ["account"] });
      if (made) setCodes(made);
      else onClose();
    },
  });
  const fault = changing.error ? problemOf(changing.error) : null;
  const { title, says, action } = words[change];
  return (
    <Dialog
      footer={
        codes ? (
          <Button onClick={onClose} variant="primary">
            I have kept them
          </Button>
        ) : (
          <DialogButtons
            busy={changing.isPending}
            onClick={() => changing.mutate()}
            variant={change === "remove" ? "danger" : "primary"}
          >
            {action}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={codes ? "Your recovery codes" : title}
    >
      <DialogSection>
        {codes ? <RecoveryCodes codes={codes} /> : <p>{says}</p>}
        {fault && (
          <div className="mt-3">
            <FaultOrProof fault={fault} onProven={() => changing.mutate()} />
          </div>
        )}
      </DialogSection>
    </Dialog>
  );
};
