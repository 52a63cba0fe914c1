"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { RulesFields } from "@/components/sign-offs/rules-fields";
import { RulesPreview } from "@/components/sign-offs/rules-preview";
import { RulesShown } from "@/components/sign-offs/rules-shown";
import { ruleSentences } from "@/components/sign-offs/rules-words";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type SignOffRulesAnswer, signOffRulesQuery } from "@/lib/client/sign-off-rules-queries";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";

const contract = () => import("@/lib/contract/sign-off-rules");

const SavingDialog = dynamic(
  () => import("@/components/switches/saving-dialog").then((module) => module.SavingDialog),
  { ssr: false },
);

const isSame = (one: SignOffRulesView, other: SignOffRulesView): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

/** What signatures take in a program and which changes make them stale, with what an edit would do before it is saved. */
export const RulesView = ({
  program,
  first,
  mayEdit,
  tabs,
}: {
  program: string;
  first: SignOffRulesAnswer;
  mayEdit: boolean;
  tabs: ReactNode;
}) => {
  useProgramLive(program);
  const { data } = useQuery({ ...signOffRulesQuery(program), initialData: first });
  const [draft, setDraft] = useState<SignOffRulesView | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const rules = draft ?? data.rules;
  const sample = typed ?? String(rules.samplePercent);
  const isSampleFine = /^\d{1,3}$/.test(sample.trim()) && Number(sample) <= 100;
  const edited = { ...rules, samplePercent: isSampleFine ? Number(sample) : rules.samplePercent };
  const isReady = isSampleFine && edited.counts.length > 0 && !isSame(edited, data.rules);
  const preview = useMutation({
    mutationFn: async () =>
      callOperation((await contract()).previewSignOffRules, { program, rules: edited }),
  });
  return (
    <>
      <PageHeader
        actions={
          mayEdit && (
            <>
              <Button busy={preview.isPending} disabled={!isReady} onClick={() => preview.mutate()}>
                What it would change
              </Button>
              <Button disabled={!isReady} onClick={() => setSaving(true)} variant="primary">
                Save
              </Button>
            </>
          )
        }
        title="Rules of signatures"
      >
        {ruleSentences(data.rules).join(" ")}
      </PageHeader>
      {tabs}
      {mayEdit ? (
        <RulesFields
          known={data}
          onChange={(next) => {
            setDraft(next);
            preview.reset();
          }}
          onSample={(next) => {
            setTyped(next);
            preview.reset();
          }}
          rules={rules}
          sample={sample}
        />
      ) : (
        <RulesShown rules={data.rules} />
      )}
      {edited.counts.length === 0 && (
        <p className="mt-2.5 text-fail" role="alert">
          Something has to count: a signature that no change breaks vouches for nothing.
        </p>
      )}
      {preview.error && <ErrorState fault={problemOf(preview.error)} />}
      {preview.data && (
        <div className="mt-3.5">
          <Panel title="What it would change">
            <RulesPreview preview={preview.data} program={program} />
          </Panel>
        </div>
      )}
      {saving && (
        <SavingDialog
          action="Save"
          isReady={isReady}
          onClose={() => setSaving(false)}
          program={program}
          title="Rules of signatures"
          write={async (reason) =>
            callOperation((await contract()).setSignOffRules, {
              program,
              rules: edited,
              was: data.rules,
              reason,
            })
          }
        >
          {null}
        </SavingDialog>
      )}
    </>
  );
};
