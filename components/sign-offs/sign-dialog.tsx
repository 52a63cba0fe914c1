"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FaultOrProof } from "@/components/proof/fault-or-proof";
import { type Meaning, MeaningChoice } from "@/components/sign-offs/meaning-choice";
import { rowName } from "@/components/sign-offs/sign-off-words";
import { SignedFor } from "@/components/sign-offs/signed-for";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { Mark } from "@/components/ui/mark";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type SignOffRow, signOff } from "@/lib/contract/sign-offs";

/** Signs one row as it is shown. */
export const SignDialog = ({
  program,
  row,
  onClose,
}: {
  program: string;
  row: SignOffRow;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [meaning, setMeaning] = useState<Meaning>("approved");
  const { kind, key, digest } = row;
  const signing = useMutation({
    mutationFn: () =>
      callOperation(signOff, { program, subjects: [{ kind, key, digest }], meaning }),
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const outcome = signing.data;
  const refused = outcome?.refused[0]?.says;
  return (
    <Dialog
      description="Your name, the time and exactly what is shown go into the record."
      footer={
        outcome ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons
            busy={signing.isPending}
            isAtHand
            onClick={() => signing.mutate()}
            variant="primary"
          >
            Sign 1 row
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={outcome ? `Signed ${outcome.signed.length} of 1 row` : `Sign ${key}`}
    >
      <DialogSection>
        {!outcome && <MeaningChoice onChange={setMeaning} value={meaning} />}
        {!outcome && row.signsFor?.inPlaceOf && (
          <p className="mt-2">
            You sign <SignedFor signature={row.signsFor} />.
          </p>
        )}
        {signing.error && (
          <div className="mt-3">
            <FaultOrProof fault={problemOf(signing.error)} onProven={() => signing.mutate()} />
          </div>
        )}
        <p className="mt-3 flex items-start gap-2">
          <Mark
            kind={refused ? "unknown" : outcome ? "pass" : "ready"}
            label={refused ? "is not signed" : outcome ? "is signed" : "can be signed"}
          />
          <span className="mono">{key}</span>
          <span className="wrap-anywhere min-w-0 flex-1 text-ink-2">{refused ?? rowName(row)}</span>
        </p>
      </DialogSection>
    </Dialog>
  );
};
