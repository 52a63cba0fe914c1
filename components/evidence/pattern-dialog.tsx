"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { PatternFields } from "@/components/evidence/pattern-fields";
import { PatternMatches } from "@/components/evidence/pattern-matches";
import { Button } from "@/components/ui/button";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useSettled } from "@/lib/client/use-settled";
import { readTestPatterns, setTestPatterns, type TestPatternInput } from "@/lib/contract/tests";

type Draft = TestPatternInput & { readonly id: number };

const isWhole = ({ pattern, test }: TestPatternInput): boolean => pattern !== "" && test !== "";

/** The program's own patterns, with what they would join before they are set. */
export const PatternDialog = ({
  program,
  stored,
  onClose,
}: {
  program: string;
  stored: readonly TestPatternInput[];
  onClose: () => void;
}) => {
  const say = useToast();
  const client = useQueryClient();
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    (stored.length > 0 ? stored : [{ field: "name", pattern: "", test: "" } as const]).map(
      (pattern, id) => ({ ...pattern, id }),
    ),
  );
  const patterns = drafts.filter(isWhole).map(({ id: _, ...pattern }) => pattern);
  const asked = useSettled(JSON.stringify(patterns), 400);
  const preview = useQuery({
    queryKey: ["program", program, setTestPatterns.id, asked],
    queryFn: ({ signal }) =>
      callOperation(
        setTestPatterns,
        { program, patterns: JSON.parse(asked) as TestPatternInput[], dryRun: true },
        { signal },
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const setting = useMutation({
    mutationFn: () => callOperation(setTestPatterns, { program, patterns }),
    onSuccess: ({ says }) => {
      say({ title: "The patterns are set", detail: says, tone: "green" });
      onClose();
    },
    onSettled: () => {
      client.invalidateQueries({ queryKey: ["program", program] });
      client.invalidateQueries({ queryKey: [program, readTestPatterns.id] });
    },
  });
  const fault = setting.error ?? preview.error;
  const next = drafts.reduce((most, { id }) => Math.max(most, id + 1), 0);
  return (
    <Dialog
      description="Where an id does not stand in a report as the inventory writes it, a pattern finds it. $1 is what the first pair of brackets caught."
      footer={
        <DialogButtons
          busy={setting.isPending}
          disabled={preview.isError || asked !== JSON.stringify(patterns)}
          onClick={() => setting.mutate()}
          variant="primary"
        >
          Set the patterns
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title="Patterns that find contract tests"
    >
      <DialogSection>
        <div className="flex flex-col gap-3">
          {drafts.map((draft, at) => (
            <PatternFields
              key={draft.id}
              number={at + 1}
              onChange={(changed) =>
                setDrafts(
                  drafts.map((one) => (one.id === draft.id ? { ...changed, id: one.id } : one)),
                )
              }
              onRemove={() => setDrafts(drafts.filter(({ id }) => id !== draft.id))}
              pattern={draft}
            />
          ))}
          <div>
            <Button
              icon="plus"
              onClick={() =>
                setDrafts([...drafts, { field: "name", pattern: "", test: "", id: next }])
              }
              size="sm"
            >
              Another pattern
            </Button>
          </div>
        </div>
      </DialogSection>
      <DialogSection title="What they would join">
        {fault ? (
          <ErrorState fault={problemOf(fault)} />
        ) : (
          preview.data && <PatternMatches preview={preview.data} />
        )}
      </DialogSection>
    </Dialog>
  );
};
