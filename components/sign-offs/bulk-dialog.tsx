"use client";
import { useState } from "react";
import { BulkPreview } from "@/components/sign-offs/bulk-preview";
import { BulkProgress } from "@/components/sign-offs/bulk-progress";
import type { BulkAsked } from "@/lib/client/sign-off-run-queries";

/** What is signed together: rows that are asked for, or a run that was started before. */
export type Bulk =
  | { readonly asked: BulkAsked; readonly batch: string | null }
  | { readonly run: string };

/** Signs many rows at once: what will be signed and what not, then how far it is. */
export const BulkDialog = ({
  program,
  owners,
  bulk,
  onClose,
  onStarted,
  onLeave,
}: {
  program: string;
  owners: { legacy: string; target: string };
  bulk: Bulk;
  onClose: () => void;
  onStarted: () => void;
  /** Before the page is left to prove who signs. */
  onLeave: () => void;
}) => {
  const [run, setRun] = useState("run" in bulk ? bulk.run : null);
  if (run !== null) return <BulkProgress onClose={onClose} program={program} run={run} />;
  if ("run" in bulk) return null;
  return (
    <BulkPreview
      asked={bulk.asked}
      batch={bulk.batch}
      onClose={onClose}
      onLeave={onLeave}
      onStarted={(started) => {
        setRun(started);
        onStarted();
      }}
      owners={owners}
      program={program}
    />
  );
};
