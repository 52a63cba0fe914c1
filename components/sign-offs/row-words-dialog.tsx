"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { TextArea } from "@/components/ui/text-area";
import { problemOf } from "@/lib/client/problem-error";

/** A dialog that asks for one reason or answer and sends it. */
export const RowWordsDialog = ({
  program,
  title,
  description,
  label,
  action,
  variant = "primary",
  onSend,
  onClose,
}: {
  program: string;
  title: string;
  description: string;
  label: string;
  action: string;
  variant?: "primary" | "danger";
  onSend: (words: string) => Promise<unknown>;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [words, setWords] = useState("");
  const sending = useMutation({
    mutationFn: () => onSend(words.trim()),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <FormDialog
      action={action}
      description={description}
      fault={sending.error ? problemOf(sending.error) : null}
      isBusy={sending.isPending}
      isReady={words.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => sending.mutate()}
      title={title}
      variant={variant}
    >
      <TextArea
        autoFocus
        label={label}
        maxLength={2000}
        onChange={(event) => setWords(event.target.value)}
        required
        value={words}
      />
    </FormDialog>
  );
};
