"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { nameFields, namingDraftOf, readNamingDraft } from "@/components/naming/naming-draft";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type NamingView, setNaming } from "@/lib/contract/naming";
import type { SwitchNaming } from "@/lib/domain/switch-naming";

/** Sets how switches are called: a template a level, and the names that follow none. */
export const NamingDialog = ({
  program,
  view,
  onClose,
}: {
  program: string;
  view: NamingView;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => namingDraftOf(view.naming));
  const [reason, setReason] = useState("");
  const reading = readNamingDraft(draft, view.naming);
  const fault = reading.is === "fault" ? reading : null;
  const saving = useMutation({
    mutationFn: (naming: SwitchNaming) =>
      callOperation(setNaming, {
        program,
        naming,
        revision: view.revision,
        reason: reason.trim(),
      }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const isReady = reading.is === "naming" && reason.trim().length >= 3;
  return (
    <Dialog
      description="{KEY} is the key in upper case, {key} as it is, {SWITCH_ID} the id that the row brought along. An empty field: no such switch."
      footer={
        <DialogButtons
          busy={saving.isPending}
          disabled={!isReady}
          form={form}
          type="submit"
          variant="primary"
        >
          Set the names
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title="How switches are called outside"
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (reading.is === "naming" && isReady && !saving.isPending) {
            saving.mutate(reading.naming);
          }
        }}
      >
        <DialogSection title="Names">
          <div className="grid gap-2.5 sm:grid-cols-2">
            {nameFields.map(({ field, label, sample }) => (
              <TextField
                autoComplete="off"
                error={fault?.field === field && reason !== "" ? fault.says : undefined}
                key={field}
                label={label}
                mono
                onChange={(event) =>
                  setDraft({ ...draft, names: { ...draft.names, [field]: event.target.value } })
                }
                placeholder={sample}
                value={draft.names[field]}
              />
            ))}
            <Select
              label="Values"
              onChange={(values) =>
                setDraft({ ...draft, values: values === "boolean" ? "boolean" : "owner" })
              }
              options={[
                { value: "owner", label: "the owner's word" },
                { value: "boolean", label: "true for the target" },
              ]}
              value={draft.values}
            />
          </div>
        </DialogSection>
        <DialogSection title="Names that follow no template">
          <TextArea
            error={fault?.field === "exceptions" ? fault.says : undefined}
            hideLabel
            hint="A line each."
            label="Exceptions"
            mono
            onChange={(event) => setDraft({ ...draft, exceptions: event.target.value })}
            placeholder="worker:filewatcher = USE_GO_FILE_WATCHER"
            rows={4}
            value={draft.exceptions}
          />
        </DialogSection>
        <DialogSection>
          <TextArea
            label="Reason"
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
            required
            value={reason}
          />
          {saving.error && (
            <div className="mt-3">
              <ErrorState fault={problemOf(saving.error)} />
            </div>
          )}
        </DialogSection>
      </form>
    </Dialog>
  );
};
