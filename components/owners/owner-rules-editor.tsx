"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApplyBar } from "@/components/owners/apply-bar";
import { OwnerEffectView } from "@/components/owners/owner-effect-view";
import {
  emptyOwnerRule,
  movedOwnerRule,
  type OwnerRuleDraft,
  ownerDraftsOf,
  ownerRulesOf,
} from "@/components/owners/owner-rule-draft";
import { OwnerRuleLine } from "@/components/owners/owner-rule-line";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { HeadCell, TableFrame, TableHead } from "@/components/ui/table";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useSettled } from "@/lib/client/use-settled";
import { type OwnersOverview, setOwnerRules } from "@/lib/contract/owners";

const columns = ["Source file", "Kind", "Family", "Capability", "Wave", "Key", "Team"];

/** The ordered rules that give rows to teams, with what they would do as they are written. */
export const OwnerRulesEditor = ({
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
  const [drafts, setDrafts] = useState<readonly OwnerRuleDraft[]>(() =>
    ownerDraftsOf(overview.rules),
  );
  const rules = ownerRulesOf(drafts);
  const written = JSON.stringify(rules);
  const settled = useSettled(written, 350);
  // The database keeps a rule's conditions in an order of its own.
  const isChanged = written !== JSON.stringify(ownerRulesOf(ownerDraftsOf(overview.rules)));
  const isWhole = rules.every(({ team, ...rest }) => team !== "" && Object.keys(rest).length > 0);
  const preview = useQuery({
    queryKey: ["program", program, "previewOwnerRules", settled, overview.inventoryVersion],
    queryFn: ({ signal }) =>
      callOperation(
        setOwnerRules,
        { program, rules: JSON.parse(settled), dryRun: true },
        { signal },
      ),
    placeholderData: keepPreviousData,
    enabled: isWhole,
    retry: false,
  });
  const isAsked = settled === written && !preview.isFetching && preview.isSuccess;
  const apply = useMutation({
    mutationFn: (how: { reason: string; makeTeams: boolean }) =>
      callOperation(setOwnerRules, {
        program,
        rules,
        inventoryVersion: preview.data?.inventoryVersion ?? overview.inventoryVersion,
        ...how,
      }),
    onSuccess: ({ changed }) => {
      say({
        title: "The rules hold",
        detail: `${changed.toLocaleString("en-GB")} rows changed hands.`,
        tone: "green",
      });
      void client.invalidateQueries({ queryKey: ["program", program] });
    },
  });
  const change = (id: number, part: Partial<OwnerRuleDraft>): void =>
    setDrafts(drafts.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  const decidesOf = (draft: OwnerRuleDraft): number | null => {
    if (!isAsked) return null;
    const before = drafts.slice(0, drafts.indexOf(draft));
    return preview.data.decides[ownerRulesOf(before).length] ?? null;
  };
  const newTeams = (preview.data?.teams ?? []).flatMap(({ team, isNew }) =>
    isNew && team !== null ? [team] : [],
  );
  return (
    <div className="flex flex-col gap-3.5">
      <Panel flush title="Rules, in order">
        <p className="max-w-4xl px-4 pb-2.5 text-ink-2">
          The first rule that fits a row decides, before CODEOWNERS and before the sources; what was
          given by hand stays. Source files are written as in CODEOWNERS: a folder with all beneath
          it, *.py anywhere, ** for any folders.
        </p>
        {drafts.length === 0 ? (
          <EmptyState title="No rules">
            Without any, CODEOWNERS and the sources say whose rows are.
          </EmptyState>
        ) : (
          <TableFrame className="rounded-none border-x-0" label="Owner rules, in order">
            <TableHead>
              <tr>
                <HeadCell className="w-8 pl-4" numeric>
                  #
                </HeadCell>
                {columns.map((title) => (
                  <HeadCell className="min-w-32" key={title}>
                    {title}
                  </HeadCell>
                ))}
                <HeadCell className="w-16" numeric>
                  Rows
                </HeadCell>
                <HeadCell className="w-28">
                  <span className="sr-only">Order</span>
                </HeadCell>
              </tr>
            </TableHead>
            <tbody>
              {drafts.map((draft, at) => (
                <OwnerRuleLine
                  decides={decidesOf(draft)}
                  disabled={!mayChange}
                  draft={draft}
                  isLast={at === drafts.length - 1}
                  key={draft.id}
                  known={overview.known}
                  onChange={(part) => change(draft.id, part)}
                  onMove={(by) => setDrafts(movedOwnerRule(drafts, at, by))}
                  onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
                  place={at + 1}
                />
              ))}
            </tbody>
          </TableFrame>
        )}
        {mayChange && (
          <div className="px-4 py-2.5">
            <Button
              icon="plus"
              onClick={() => {
                const next = Math.max(-1, ...drafts.map(({ id }) => id)) + 1;
                setDrafts([...drafts, emptyOwnerRule(next)]);
              }}
              size="sm"
            >
              Add rule
            </Button>
          </div>
        )}
        {mayChange && isChanged && (
          <ApplyBar
            action="Apply the rules"
            isBusy={apply.isPending}
            isReady={isWhole && isAsked}
            newTeams={newTeams}
            onApply={(how) => apply.mutate(how)}
          >
            <Button onClick={() => setDrafts(ownerDraftsOf(overview.rules))} variant="ghost">
              Take the changes back
            </Button>
          </ApplyBar>
        )}
      </Panel>
      {apply.isError && <ErrorState fault={problemOf(apply.error)} />}
      {preview.isError && <ErrorState fault={problemOf(preview.error)} />}
      {isChanged && preview.data && <OwnerEffectView effect={preview.data} isStale={!isAsked} />}
    </div>
  );
};
