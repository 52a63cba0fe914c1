"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type * as z from "zod";
import { draftsOf, type RuleDraft, rulesOf } from "@/components/inventory/rule-draft";
import { RuleTable } from "@/components/inventory/rule-table";
import { SplitPreview } from "@/components/inventory/split-preview";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useSettled } from "@/lib/client/use-settled";
import type { readCapabilityRules } from "@/lib/contract/items";

const contract = () => import("@/lib/contract/items");

/** Splits families into the capabilities that flip together, showing what each rule would do as it is written. */
export const CapabilityEditor = ({
  program,
  known,
  mayChange,
}: {
  program: string;
  known: z.infer<typeof readCapabilityRules.answer>;
  mayChange: boolean;
}) => {
  const router = useRouter();
  const client = useQueryClient();
  const say = useToast();
  const [drafts, setDrafts] = useState<readonly RuleDraft[]>(() => draftsOf(known.rules));
  const [reason, setReason] = useState("");
  const rules = rulesOf(drafts);
  const settled = useSettled(JSON.stringify(rules), 350);
  const preview = useQuery({
    queryKey: [program, "setCapabilityRules", settled],
    queryFn: async ({ signal }) =>
      callOperation(
        (await contract()).setCapabilityRules,
        { program, rules: JSON.parse(settled), dryRun: true },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
  const isAsked = settled === JSON.stringify(rules) && !preview.isFetching;
  const isChanged = JSON.stringify(rules) !== JSON.stringify(rulesOf(draftsOf(known.rules)));
  const apply = useMutation({
    mutationFn: async () =>
      callOperation((await contract()).setCapabilityRules, { program, rules, reason }),
    onSuccess: ({ moved, capabilities }) => {
      say({
        title: "Capabilities are split",
        detail: `${capabilities.length} capabilities; ${moved} ${moved === 1 ? "row" : "rows"} moved.`,
        tone: "green",
      });
      setReason("");
      void client.invalidateQueries({ queryKey: [program] });
      router.refresh();
    },
  });
  const suggest = () => {
    const from = Math.max(-1, ...drafts.map(({ id }) => id)) + 1;
    setDrafts([...drafts, ...draftsOf(known.suggestion, from)]);
  };
  const isRefused = preview.data?.effects.some(({ refusals }) => refusals.length > 0) ?? false;
  return (
    <div className="flex flex-col gap-3.5">
      <Panel
        action={
          known.suggestion.length > 0 &&
          mayChange && (
            <Button onClick={suggest} size="sm">
              Add the suggested {known.suggestion.length} rules
            </Button>
          )
        }
        flush
        title="Rules, in order"
      >
        <p className="max-w-4xl px-4 pb-2.5 text-ink-2">
          The first rule that fits a row decides. A capability that a tracker names comes before
          every rule; a route that no rule fits belongs to its family. In a path * stands for part
          of one segment and ** for any number of them.
        </p>
        <RuleTable disabled={!mayChange} drafts={drafts} nameable={known} onChange={setDrafts} />
        {mayChange && (
          <form
            className="flex flex-wrap items-end gap-2.5 border-t bg-rail px-4 py-3"
            onSubmit={(event) => {
              event.preventDefault();
              apply.mutate();
            }}
          >
            <TextField
              className="min-w-52 max-w-md flex-1"
              label="Reason"
              onChange={(event) => setReason(event.target.value)}
              placeholder="Why these flip together"
              value={reason}
            />
            {isChanged && (
              <Button onClick={() => setDrafts(draftsOf(known.rules))} variant="ghost">
                Take the changes back
              </Button>
            )}
            <Button
              busy={apply.isPending}
              disabled={
                !isChanged || !isAsked || preview.isError || isRefused || reason.trim().length < 3
              }
              type="submit"
              variant="primary"
            >
              Apply the rules
            </Button>
          </form>
        )}
      </Panel>
      {apply.isError && <ErrorState fault={problemOf(apply.error)} />}
      {preview.isError ? (
        <ErrorState fault={problemOf(preview.error)} onRetry={() => preview.refetch()} />
      ) : preview.data ? (
        <SplitPreview isStale={!isAsked} program={program} split={preview.data} />
      ) : (
        <div className="rounded-xl border bg-panel">
          <SkeletonRows rows={8} />
        </div>
      )}
    </div>
  );
};
