"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { CriterionComments } from "@/components/milestones/criterion-comments";
import { CriterionLine } from "@/components/milestones/criterion-line";
import { byState } from "@/components/milestones/milestone-words";
import { VerdictLine } from "@/components/milestones/verdict-line";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/dialogs-later";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/text-field";
import {
  type MilestoneAnswer,
  registerWrites,
  useRegisterWrite,
} from "@/lib/client/register-queries";
import type { CriterionView } from "@/lib/contract/milestones";

const CriterionDialog = dynamic(
  () => import("@/components/milestones/criterion-dialog").then((module) => module.CriterionDialog),
  { ssr: false },
);
const StateDialog = dynamic(
  () => import("@/components/milestones/state-dialog").then((module) => module.StateDialog),
  { ssr: false },
);

type Asked =
  | { readonly do: "add" }
  | { readonly do: "say" | "edit" | "remove"; readonly criterion: CriterionView };

/** The verdict of a milestone and every criterion under it, what does not hold first. */
export const CriteriaPanel = ({
  program,
  detail,
  mayComment,
}: {
  program: string;
  detail: MilestoneAnswer;
  mayComment: boolean;
}) => {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { milestone, criteria, may } = detail;
  const close = () => setAsked(null);
  const actionsOf = (criterion: CriterionView) => [
    ...(may.state && criterion.byHand.length > 0
      ? [{ label: "Set state", onPress: () => setAsked({ do: "say", criterion }) }]
      : []),
    ...(may.edit
      ? [
          { label: "Change", onPress: () => setAsked({ do: "edit", criterion }) },
          { label: "Remove", onPress: () => setAsked({ do: "remove", criterion }) },
        ]
      : []),
  ];
  const core = byState(criteria.filter(({ group }) => group === "core"));
  const additional = byState(criteria.filter(({ group }) => group === "additional"));
  const list = (shown: readonly CriterionView[]) =>
    shown.map((criterion) => (
      <CriterionLine
        actions={actionsOf(criterion)}
        criterion={criterion}
        key={criterion.key}
        program={program}
      >
        <CriterionComments
          mayWrite={mayComment}
          program={program}
          subject={`${milestone.key}/${criterion.key}`}
        />
      </CriterionLine>
    ));
  return (
    <section className="min-w-0 rounded-xl border bg-panel pb-2">
      <VerdictLine readiness={milestone.readiness} />
      {criteria.length === 0 ? (
        <EmptyState
          action={
            may.edit && (
              <Button icon="plus" onClick={() => setAsked({ do: "add" })} variant="primary">
                Add a criterion
              </Button>
            )
          }
          title="No criteria yet"
        >
          Without criteria nothing says that {milestone.key} can go, so it reads unknown.
        </EmptyState>
      ) : (
        <>
          <ol aria-label="Core criteria" className="py-1.5">
            {list(core)}
          </ol>
          {additional.length > 0 && (
            <>
              <h2 className="px-4 pt-2 font-strong text-ink-3 text-sm">Additional</h2>
              <ol aria-label="Additional criteria" className="py-1.5">
                {list(additional)}
              </ol>
            </>
          )}
          {may.edit && (
            <div className="px-4 pt-1 pb-2">
              <Button icon="plus" onClick={() => setAsked({ do: "add" })} size="sm">
                Add a criterion
              </Button>
            </div>
          )}
        </>
      )}
      {asked?.do === "add" && (
        <CriterionDialog milestone={milestone.key} onClose={close} program={program} />
      )}
      {asked?.do === "edit" && (
        <CriterionDialog
          criterion={asked.criterion}
          milestone={milestone.key}
          onClose={close}
          program={program}
        />
      )}
      {asked?.do === "say" && (
        <StateDialog
          criterion={asked.criterion}
          milestone={milestone.key}
          onClose={close}
          program={program}
        />
      )}
      {asked?.do === "remove" && (
        <RemoveDialog
          criterion={asked.criterion}
          milestone={milestone.key}
          onClose={close}
          program={program}
        />
      )}
    </section>
  );
};

const RemoveDialog = ({
  program,
  milestone,
  criterion: { key, title, version },
  onClose,
}: {
  program: string;
  milestone: string;
  criterion: CriterionView;
  onClose: () => void;
}) => {
  const [reason, setReason] = useState("");
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.removeCriterion, onClose);
  return (
    <FormDialog
      action="Remove"
      description={title}
      fault={fault}
      isBusy={isBusy}
      isReady={reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => run({ program, milestone, criterion: key, version, reason })}
      title={`Remove a criterion of ${milestone}`}
      variant="danger"
    >
      <TextField
        autoFocus
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        required
        value={reason}
      />
    </FormDialog>
  );
};
