"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { isReady } from "@/components/sign-offs/sign-off-words";
import type { RowDialog } from "@/components/sign-offs/use-row-dialogs";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { verificationWords } from "@/lib/domain/inventory-words";
import { stepsFrom } from "@/lib/domain/sign-off-step";

const contract = () => import("@/lib/contract/sign-off-subjects");

/** What can be done with something that is signed, by whoever may. */
export const RowActions = ({
  program,
  row,
  may,
  onOpen,
}: {
  program: string;
  row: SignOffRow;
  may: readonly string[];
  onOpen: (dialog: RowDialog) => void;
}) => {
  const client = useQueryClient();
  const say = useToast();
  const { kind, key, state } = row;
  const step = stepsFrom(state, kind).find(({ byMachine }) => byMachine);
  const advancing = useMutation({
    mutationFn: async () =>
      callOperation((await contract()).advanceRow, { program, kind, key, from: state }),
    onError: (error) => say({ title: problemOf(error).title, tone: "red" }),
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const maySign = may.includes("sign-off:give");
  const isOpen = row.waits !== "done";
  return (
    <>
      {maySign && row.returned && (
        <Button onClick={() => onOpen({ kind: "settle" })}>Answer what was sent back</Button>
      )}
      {maySign && isOpen && row.team !== null && (
        <Button onClick={() => onOpen({ kind: "ask" })}>Ask for a signature</Button>
      )}
      {maySign && isOpen && <Button onClick={() => onOpen({ kind: "return" })}>Needs work</Button>}
      {step && may.includes("row:support") && row.missing.length === 0 && (
        <Button busy={advancing.isPending} onClick={() => advancing.mutate()} variant="primary">
          Take it to {verificationWords(step.to).toLowerCase()}
        </Button>
      )}
      {maySign && isOpen && !step && (
        <Button disabled={!isReady(row)} onClick={() => onOpen({ kind: "sign" })} variant="primary">
          Sign
        </Button>
      )}
    </>
  );
};
