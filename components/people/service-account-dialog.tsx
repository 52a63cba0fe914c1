"use client";
import { useMutation } from "@tanstack/react-query";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useTextFields } from "@/lib/client/use-text-fields";
import { createServiceAccount } from "@/lib/contract/service-accounts";

/** Makes an account of a machine. */
export const ServiceAccountDialog = ({
  program,
  onClose,
  onDone,
}: {
  program: string;
  onClose: () => void;
  onDone: () => void;
}) => {
  const { text, field } = useTextFields({ handle: "", name: "", title: "" });
  const make = useMutation({
    mutationFn: () => callOperation(createServiceAccount, { program, ...text }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      action="Make it"
      description="It owns tokens, signs nothing and cannot sign in."
      fault={make.error ? problemOf(make.error) : null}
      isBusy={make.isPending}
      isReady={text.handle !== "" && text.name.trim() !== ""}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      title="Make a service account"
    >
      <TextField hint="ci-registry" label="Handle" maxLength={300} {...field("handle")} />
      <TextField
        hint="As the record prints it: CI of the registry."
        label="Name"
        maxLength={300}
        {...field("name")}
      />
      <TextField
        hint="The nightly import, the deploy pipeline."
        label="What for"
        maxLength={300}
        {...field("title")}
      />
    </FormDialog>
  );
};
