"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { registerSteps, serviceName } from "@/components/ci/ci-words";
import { type CoverDraft, CoverFields } from "@/components/ci/cover-fields";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { MakeOnceDialog } from "@/components/ui/make-once-dialog";
import { Snippet } from "@/components/ui/snippet";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { type CiHookView, createCiHook } from "@/lib/contract/ci";

const newCover = (): CoverDraft => ({ id: newUuid(), pipeline: "*", branch: "main", holds: [] });

/** Which pipelines hold what; then the address and the secret, once. */
export const CreateCiHookDialog = ({
  program,
  address,
  onClose,
}: {
  program: string;
  /** Where this installation answers. */
  address: string;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<CiHookView["kind"]>("github");
  const [owner, setOwner] = useState("");
  const [covers, setCovers] = useState([newCover()]);
  const making = useMutation({
    mutationFn: () =>
      callOperation(createCiHook, {
        program,
        name: name.trim(),
        kind,
        owner: owner.trim() === "" ? null : owner.trim(),
        covers: covers.map(({ pipeline, branch, holds }) => ({
          pipeline: pipeline.trim(),
          branch: branch.trim(),
          holds: holds.map((place) => ({ ...place })),
        })),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const made = making.data;
  const isReady =
    name.trim().length >= 2 &&
    covers.every(
      ({ pipeline, branch, holds }) =>
        pipeline.trim() !== "" && branch.trim() !== "" && holds.length > 0,
    );
  return (
    <MakeOnceDialog
      action="Make the hook"
      description="A failing pipeline opens a blocker on what it covers; green closes it again."
      isBusy={making.isPending}
      isMade={made !== undefined}
      isReady={isReady}
      onClose={onClose}
      onSubmit={() => making.mutate()}
      title={made ? `Copy the secret of ${made.hook.name} now` : "Let CI open blockers"}
    >
      {made ? (
        <>
          <DialogSection>
            <div className="flex flex-col gap-2.5">
              <Banner title="The secret is shown this once" tone="blue">
                If it is lost, revoke this hook and make another.
              </Banner>
              <Snippet label="Copy the secret" text={made.secret} />
              <Snippet label="Copy the address" text={`${address}${made.hook.address}`} />
            </div>
          </DialogSection>
          <DialogSection title={`On ${serviceName(made.hook.kind)}`}>
            <ol className="list-decimal pl-5">
              {registerSteps(made.hook.kind).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </DialogSection>
        </>
      ) : (
        <>
          <DialogSection>
            <div className="flex flex-col gap-3.5">
              <TextField
                autoFocus
                hint="Stands as the author of its blockers."
                label="Name"
                maxLength={80}
                onChange={(event) => setName(event.target.value)}
                value={name}
              />
              <div>
                <p className="mb-1 font-strong text-ink-2 text-sm">Service</p>
                <ChipChoice
                  label="Service"
                  onChange={setKind}
                  options={[
                    { value: "github", label: "GitHub" },
                    { value: "gitlab", label: "GitLab" },
                  ]}
                  value={kind}
                />
              </div>
              <TextField
                hint="Whose its blockers are: a team's key, or words."
                label="Owner"
                maxLength={120}
                onChange={(event) => setOwner(event.target.value)}
                value={owner}
              />
            </div>
          </DialogSection>
          {covers.map((cover, at) => (
            <DialogSection key={cover.id} title={at === 0 ? "What its pipelines cover" : "And"}>
              <CoverFields
                cover={cover}
                onChange={(changed) =>
                  setCovers(covers.map((each) => (each.id === changed.id ? changed : each)))
                }
                onRemove={
                  covers.length > 1
                    ? () => setCovers(covers.filter(({ id }) => id !== cover.id))
                    : undefined
                }
                program={program}
              />
            </DialogSection>
          ))}
          <DialogSection>
            <Button icon="plus" onClick={() => setCovers([...covers, newCover()])} size="sm">
              More pipelines
            </Button>
            {making.error && (
              <div className="mt-3">
                <ErrorState fault={problemOf(making.error)} />
              </div>
            )}
          </DialogSection>
        </>
      )}
    </MakeOnceDialog>
  );
};
