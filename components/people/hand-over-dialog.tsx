"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { setTokenOwner, type TokenView } from "@/lib/contract/people";
import { listServiceAccounts } from "@/lib/contract/service-accounts";

/** Gives a token to a service account, so that it outlives the person whom it acts for. */
export const HandOverDialog = ({
  program,
  token,
  onClose,
  onDone,
}: {
  program: string;
  token: TokenView;
  onClose: () => void;
  onDone: () => void;
}) => {
  const [owner, setOwner] = useState("");
  const accounts = useQuery({
    queryKey: ["program", program, "service-accounts"],
    queryFn: ({ signal }) =>
      callOperation(listServiceAccounts, { program }, { signal }).then((found) => found.accounts),
  });
  const hand = useMutation({
    mutationFn: () => callOperation(setTokenOwner, { program, token: token.id, owner }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const fault = hand.error ?? accounts.error;
  const usable = (accounts.data ?? []).filter(({ retiredAt }) => retiredAt === null);
  return (
    <FormDialog
      action="Hand it over"
      description={
        accounts.data && usable.length === 0
          ? "There is no service account yet. Make one beneath the tokens."
          : "Its secret stays what it is. It then ends with the service account, not with a person."
      }
      fault={fault ? problemOf(fault) : null}
      isBusy={hand.isPending}
      isReady={owner !== ""}
      onClose={onClose}
      onSubmit={() => hand.mutate()}
      size="sm"
      title={`Hand ${token.name} over`}
    >
      <Select
        label="To"
        onChange={setOwner}
        options={[
          { value: "", label: "choose a service account" },
          ...usable.map(({ handle, name }) => ({ value: handle, label: name })),
        ]}
        value={owner}
      />
    </FormDialog>
  );
};
