"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { callOperation } from "@/lib/client/call-operation";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const signOffSubjectsContract = () => import("@/lib/contract/sign-off-subjects");
const signOffsContract = () => import("@/lib/contract/sign-offs");

const SignDialog = dynamic(
  () => import("@/components/sign-offs/sign-dialog").then((module) => module.SignDialog),
  { ssr: false },
);
const ReturnDialog = dynamic(
  () => import("@/components/sign-offs/return-dialog").then((module) => module.ReturnDialog),
  { ssr: false },
);
const RowAskDialog = dynamic(
  () => import("@/components/sign-offs/row-ask-dialog").then((module) => module.RowAskDialog),
  { ssr: false },
);
const RowWordsDialog = dynamic(
  () => import("@/components/sign-offs/row-words-dialog").then((module) => module.RowWordsDialog),
  { ssr: false },
);

/** What a row's page asks in a dialog. */
export type RowDialog =
  | { readonly kind: "sign" | "return" | "ask" | "settle" }
  | { readonly kind: "withdraw"; readonly signature: string };

const dialogOf = (
  program: string,
  row: SignOffRow,
  dialog: RowDialog,
  onClose: () => void,
): ReactNode => {
  const { kind, key } = row;
  switch (dialog.kind) {
    case "sign":
      return <SignDialog onClose={onClose} program={program} row={row} />;
    case "return":
      return <ReturnDialog onClose={onClose} program={program} row={row} />;
    case "ask":
      return <RowAskDialog onClose={onClose} program={program} row={row} />;
    case "settle":
      return (
        <RowWordsDialog
          action="Answer"
          description={row.returned ? `${row.returned.by} wrote: ${row.returned.reason}` : ""}
          label="What was done"
          onClose={onClose}
          onSend={async (says) =>
            callOperation((await signOffSubjectsContract()).settleReturn, {
              program,
              kind,
              key,
              says,
            })
          }
          program={program}
          title={`Answer what was sent back of ${key}`}
        />
      );
    case "withdraw":
      return (
        <RowWordsDialog
          action="Take it back"
          description="It stays in the record with your reason; the row goes back to where it was signed from."
          label="Why"
          onClose={onClose}
          onSend={async (reason) =>
            callOperation((await signOffsContract()).withdrawSignature, {
              program,
              signature: dialog.signature,
              reason,
            })
          }
          program={program}
          title={`Take your signature on ${key} back`}
          variant="danger"
        />
      );
  }
};

/** The dialogs of a row's page: how to open one, and the one that is open. */
export const useRowDialogs = (
  program: string,
  row: SignOffRow,
): { open: (dialog: RowDialog) => void; dialogs: ReactNode } => {
  const [dialog, setDialog] = useState<RowDialog | null>(null);
  return {
    open: setDialog,
    dialogs: dialog && dialogOf(program, row, dialog, () => setDialog(null)),
  };
};
