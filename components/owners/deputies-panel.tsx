"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { DeputyLine } from "@/components/owners/deputy-line";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialogs-later";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { callOperation } from "@/lib/client/call-operation";
import type { DeputiesAnswer } from "@/lib/client/owner-queries";
import { problemOf } from "@/lib/client/problem-error";
import type { DeputyView } from "@/lib/contract/deputies";

const contract = () => import("@/lib/contract/deputies");

const DeputyDialog = dynamic(
  () => import("@/components/owners/deputy-dialog").then((module) => module.DeputyDialog),
  { ssr: false },
);

/** Who stands in for whom: now and ahead, then those who did. */
export const DeputiesPanel = ({ program, answer }: { program: string; answer: DeputiesAnswer }) => {
  const client = useQueryClient();
  const [isAdding, setIsAdding] = useState(false);
  const [ending, setEnding] = useState<DeputyView | null>(null);
  const end = useMutation({
    mutationFn: async (deputy: string) =>
      callOperation((await contract()).endDeputy, { program, deputy }),
    onSuccess: () => {
      setEnding(null);
      void client.invalidateQueries({ queryKey: ["program", program] });
    },
  });
  const mayAdd = answer.absent.length > 0;
  const add = mayAdd && (
    <Button icon="plus" onClick={() => setIsAdding(true)} size="sm">
      Name a deputy
    </Button>
  );
  return (
    <>
      <Panel action={answer.deputies.length > 0 && add} flush title="Deputies">
        {answer.deputies.length === 0 ? (
          <EmptyState action={add || undefined} title="Nobody stands in for anybody">
            A deputy signs for the teams of somebody absent, between two dates. Whoever is absent
            names one; managers name them for everybody.
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line-soft border-t">
            {answer.deputies.map((deputy) => (
              <DeputyLine deputy={deputy} key={deputy.id} onEnd={() => setEnding(deputy)} />
            ))}
          </ul>
        )}
      </Panel>
      {isAdding && (
        <DeputyDialog
          able={answer.able}
          absent={answer.absent}
          onClose={() => setIsAdding(false)}
          program={program}
        />
      )}
      {ending && (
        <ConfirmDialog
          action="End it now"
          fault={end.isError ? problemOf(end.error) : null}
          isBusy={end.isPending}
          onClose={() => setEnding(null)}
          onConfirm={() => end.mutate(ending.id)}
          title="End it before its time?"
        >
          <bdi>{ending.deputy.name}</bdi> signs for <bdi>{ending.absent.name}</bdi> no more. What
          was signed so far stands.
        </ConfirmDialog>
      )}
    </>
  );
};
