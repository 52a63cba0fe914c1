"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { setDocument } from "@/lib/contract/sign-off-subjects";
import type { SignOffRow } from "@/lib/contract/sign-offs";

/** Says of a document where it is, which revision is signed, and whose signature it takes. */
export const RowDocumentDialog = ({
  program,
  row,
  onClose,
}: {
  program: string;
  row: SignOffRow;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const owners = [row.team ?? "", ...row.alsoTeams].filter((owner) => owner !== "").join(", ");
  const [place, setPlace] = useState(row.values.place ?? "");
  const [revision, setRevision] = useState(row.values.revision ?? "");
  const [owner, setOwner] = useState(owners);
  const [authors, setAuthors] = useState("");
  const named = authors.split(/[\s,;]+/).filter((author) => author !== "");
  const kind = row.kind === "runbook" ? "runbook" : "document";
  const saving = useMutation({
    mutationFn: () =>
      callOperation(setDocument, {
        program,
        kind,
        key: row.key,
        place,
        revision,
        ...(owner === owners ? {} : { owner }),
        ...(named.length === 0 ? {} : { authors: named }),
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <FormDialog
      action="Save"
      description="A signature is given on one revision: another one makes it stale."
      fault={saving.error ? problemOf(saving.error) : null}
      isBusy={saving.isPending}
      isReady
      onClose={onClose}
      onSubmit={() => saving.mutate()}
      title={`Document ${row.key}`}
    >
      <TextField
        hint="A path in the repository, or a link"
        label="Place"
        maxLength={1000}
        mono
        onChange={(event) => setPlace(event.target.value)}
        value={place}
      />
      <TextField
        autoFocus
        hint="A commit, a tag or a digest"
        label="Revision"
        maxLength={200}
        mono
        onChange={(event) => setRevision(event.target.value)}
        value={revision}
      />
      <TextField
        hint="Addresses or @handles: none of them signs it. Of a commit that CI reported they are known already."
        label="Who wrote this revision"
        maxLength={1000}
        onChange={(event) => setAuthors(event.target.value)}
        value={authors}
      />
      <TextField
        hint="A team, or a person as @handle; of several each has to sign. Empty leaves it to the gates that name it."
        label="Who has to sign it"
        maxLength={300}
        onChange={(event) => setOwner(event.target.value)}
        value={owner}
      />
    </FormDialog>
  );
};
