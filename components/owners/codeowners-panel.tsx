"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApplyBar } from "@/components/owners/apply-bar";
import { CodeownersOwners } from "@/components/owners/codeowners-owners";
import { CodeownersPick } from "@/components/owners/codeowners-pick";
import { OwnerEffectView } from "@/components/owners/owner-effect-view";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import {
  type OwnersOverview,
  readCodeownersFile,
  removeCodeowners,
  setCodeowners,
} from "@/lib/contract/owners";

type Draft = {
  readonly name: string;
  readonly text: string;
  /** By owner as written: the team that somebody chose, `""` for none. */
  readonly teams: Readonly<Record<string, string>>;
};

/** A CODEOWNERS file: picked, looked at with what each owner in it is here, then applied. */
export const CodeownersPanel = ({
  program,
  overview,
  mayChange,
}: {
  program: string;
  overview: OwnersOverview;
  mayChange: boolean;
}) => {
  const client = useQueryClient();
  const say = useToast();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const preview = useQuery({
    queryKey: ["program", program, "previewCodeowners", draft, overview.inventoryVersion],
    queryFn: ({ signal }) =>
      callOperation(
        setCodeowners,
        { program, ...(draft ?? { text: "" }), dryRun: true },
        { signal },
      ),
    placeholderData: (before) => (draft === null ? undefined : keepPreviousData(before)),
    enabled: draft !== null,
    retry: false,
  });
  const settle = (title: string, changed: number): void => {
    say({ title, detail: `${changed.toLocaleString("en-GB")} rows changed hands.`, tone: "green" });
    setDraft(null);
    setIsRemoving(false);
    void client.invalidateQueries({ queryKey: ["program", program] });
  };
  const open = useMutation({
    mutationFn: () => callOperation(readCodeownersFile, { program }),
    onSuccess: ({ name, text, teams }) => setDraft({ name, text, teams }),
  });
  const apply = useMutation({
    mutationFn: (how: { reason: string; makeTeams: boolean }) =>
      callOperation(setCodeowners, {
        program,
        ...(draft ?? { text: "" }),
        ...(preview.data ? { inventoryVersion: preview.data.inventoryVersion } : {}),
        ...how,
      }),
    onSuccess: ({ changed }) => settle("CODEOWNERS holds", changed),
  });
  const remove = useMutation({
    mutationFn: () =>
      callOperation(removeCodeowners, { program, reason: "taken away on the page of owners" }),
    onSuccess: ({ changed }) => settle("CODEOWNERS is taken away", changed),
  });
  const file = overview.codeowners;
  const newTeams = (preview.data?.owners ?? []).flatMap(({ team, isNew }) =>
    isNew && team !== null ? [team] : [],
  );
  return (
    <div className="flex flex-col gap-3.5">
      <CodeownersPick
        file={file}
        isBusy={open.isPending}
        mayChange={mayChange}
        onOpen={() => open.mutate()}
        onPick={(name, text) => setDraft({ name, text, teams: draft?.teams ?? {} })}
        onRemove={() => setIsRemoving(true)}
      />
      {open.isError && <ErrorState fault={problemOf(open.error)} />}
      {draft && preview.isError && <ErrorState fault={problemOf(preview.error)} />}
      {draft && preview.isPending && (
        <Panel>
          <SkeletonRows label="Reading the file" rows={6} />
        </Panel>
      )}
      {draft && preview.data && !preview.isError && (
        <>
          <Panel
            action={
              <Button onClick={() => setDraft(null)} size="sm" variant="ghost">
                Put it away
              </Button>
            }
            flush
            title={
              <bdi className="block max-w-[24rem] truncate" title={draft.name}>
                {draft.name}
              </bdi>
            }
          >
            <CodeownersOwners
              effect={preview.data}
              known={overview.known.teams}
              mayChange={mayChange}
              onMap={(owner, team) =>
                setDraft({ ...draft, teams: { ...draft.teams, [owner]: team } })
              }
            />
            {mayChange && (
              <ApplyBar
                action="Apply CODEOWNERS"
                isBusy={apply.isPending}
                isReady={!preview.isFetching}
                newTeams={[...new Set(newTeams)]}
                onApply={(how) => apply.mutate(how)}
              />
            )}
          </Panel>
          {apply.isError && <ErrorState fault={problemOf(apply.error)} />}
          <OwnerEffectView effect={preview.data} isStale={preview.isFetching} />
        </>
      )}
      {isRemoving && (
        <ConfirmDialog
          action="Take it away"
          fault={remove.isError ? problemOf(remove.error) : null}
          isBusy={remove.isPending}
          onClose={() => setIsRemoving(false)}
          onConfirm={() => remove.mutate()}
          title="Take CODEOWNERS away?"
        >
          Rows that it gave to teams go back to what the sources say. The file is kept nowhere else
          here.
        </ConfirmDialog>
      )}
    </div>
  );
};
