"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { SideWords } from "@/components/evidence/evidence-table";
import { type ReportPlace, ReportPlaceFields } from "@/components/evidence/report-place-fields";
import { ReportPreviewList } from "@/components/evidence/report-preview-list";
import { StoredReports } from "@/components/evidence/stored-reports";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { Field, fieldClass } from "@/components/ui/field";
import { ProgressBar } from "@/components/ui/progress-bar";
import { addressOf } from "@/lib/client/call-operation";
import { fetchJson } from "@/lib/client/fetch-json";
import { problemOf } from "@/lib/client/problem-error";
import { reportEvidence } from "@/lib/contract/evidence";

const filesWord = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** Reports from this browser: what they are and would change first, and stored only then. */
export const UploadDialog = ({
  program,
  owners,
  environments,
  onClose,
}: {
  program: string;
  owners: SideWords;
  environments: readonly { key: string; name: string }[];
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [place, setPlace] = useState<ReportPlace>({
    side: "",
    commit: "",
    environment: "",
    budget: "",
  });
  const send = (dryRun: boolean) => {
    const body = new FormData();
    for (const file of files) body.append("files", file, file.name);
    for (const [name, value] of Object.entries(place)) body.append(name, value);
    body.append("dryRun", String(dryRun));
    const address = addressOf(reportEvidence, { program });
    return fetchJson(reportEvidence.answer, address, { method: "POST", body });
  };
  const looking = useMutation({ mutationFn: () => send(true) });
  const storing = useMutation({
    mutationFn: () => send(false),
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  /** What was looked at is not what would be stored any more. */
  const begin = () => {
    looking.reset();
    storing.reset();
  };
  const fault = storing.error ?? looking.error;
  const problem = fault ? problemOf(fault) : null;
  const isBusy = looking.isPending || storing.isPending;
  const preview = looking.data?.preview;
  const fresh = preview?.filter(({ repeats }) => repeats === null).length ?? 0;
  if (storing.data) {
    return (
      <Dialog
        footer={
          <DialogClose>
            <Button variant="primary">Close</Button>
          </DialogClose>
        }
        onOpenChange={(open) => !open && onClose()}
        open
        size="lg"
        title="Reported"
      >
        <DialogSection>
          <StoredReports evidence={storing.data.evidence} program={program} />
        </DialogSection>
      </Dialog>
    );
  }
  return (
    <Dialog
      description="What a file is, is told by its content: JUnit XML, go test -json, k6 summaries or Signalbox's own JSON. Nothing is stored before you have seen what it would change."
      footer={
        preview ? (
          <DialogButtons
            busy={isBusy}
            disabled={fresh === 0}
            onClick={() => storing.mutate()}
            variant="primary"
          >
            {fresh === 0 ? "Nothing to report" : `Report ${filesWord(fresh)}`}
          </DialogButtons>
        ) : (
          <DialogButtons
            busy={isBusy}
            disabled={files.length === 0}
            form={form}
            type="submit"
            variant="primary"
          >
            Look at {files.length > 1 ? "them" : "it"}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title="Upload reports"
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (files.length > 0 && !isBusy) looking.mutate();
        }}
      >
        <DialogSection>
          <div className="flex flex-col gap-3">
            <Field hint="Up to 100 MB each, several at once" label="Files">
              {(wiring) => (
                <input
                  {...wiring}
                  className={`${fieldClass} h-auto px-2.5 py-1.5`}
                  multiple
                  onChange={(event) => {
                    setFiles([...(event.target.files ?? [])]);
                    begin();
                  }}
                  type="file"
                />
              )}
            </Field>
            <ReportPlaceFields
              environments={environments}
              faults={problem?.reasons ?? []}
              onChange={(changed) => {
                setPlace(changed);
                begin();
              }}
              owners={owners}
              place={place}
              program={program}
            />
          </div>
        </DialogSection>
      </form>
      {(isBusy || problem || preview) && (
        <DialogSection title={preview ? "What they are and would change" : undefined}>
          {isBusy && <ProgressBar label={storing.isPending ? "Storing" : "Reading"} />}
          {problem && <ErrorState fault={problem} />}
          {preview && <ReportPreviewList owners={owners} preview={preview} program={program} />}
        </DialogSection>
      )}
    </Dialog>
  );
};
