"use client";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import {
  type DecisionAnswer,
  registerWrites,
  useRegisterWrite,
} from "@/lib/client/register-queries";

/** Who has approved, who is waited for, and the reader's own say where they are named. */
export const ApprovalPanel = ({
  program,
  decision,
}: {
  program: string;
  decision: DecisionAnswer;
}) => (
  <Panel title="Approval">
    <div className="flex flex-col gap-3">
      {decision.status === "open" && (
        <p className="text-ink-2">
          {decision.waitsFor.length === 0
            ? "Nobody is named to decide it."
            : `Waits for ${decision.waitsFor.join(", ")}.`}
        </p>
      )}
      {decision.status === "open" && decision.writers.length > 0 && (
        <p className="text-ink-2">
          Written by <bdi>{decision.writers.join(", ")}</bdi>: somebody else has to approve it too.
        </p>
      )}
      {decision.decidedBy && decision.status !== "open" && (
        <p>
          {decision.status === "rejected" ? "Rejected" : "Approved"} by {decision.decidedBy}
          {decision.decidedAt && (
            <>
              , <Time iso={decision.decidedAt} />
            </>
          )}
          {decision.effectiveAt && (
            <span className="text-ink-2">
              {"; in effect "}
              <Time iso={decision.effectiveAt} />
            </span>
          )}
        </p>
      )}
      {decision.approvals.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {decision.approvals.map((each) => (
            <li key={`${each.by} ${each.at}`}>
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-strong">{each.by}</span>
                <Badge tone={each.isApproval ? "green" : "red"}>
                  {each.isApproval ? "approves" : "rejects"}
                </Badge>
                {!each.counts && <Badge>fell with an edit</Badge>}
                <span className="text-ink-3 text-sm">
                  <Time iso={each.at} />
                </span>
              </p>
              {each.comment !== "" && <p className="wrap-anywhere text-ink-2">{each.comment}</p>}
            </li>
          ))}
        </ol>
      )}
      {decision.cannotApprove === null ? (
        <ApproveForm decision={decision} program={program} />
      ) : (
        decision.status === "open" && <p className="text-ink-3">{decision.cannotApprove}</p>
      )}
    </div>
  </Panel>
);

const ApproveForm = ({ program, decision }: { program: string; decision: DecisionAnswer }) => {
  const [outcome, setOutcome] = useState(decision.outcome ?? "");
  const [comment, setComment] = useState("");
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.approveDecision);
  const send = (verdict: "approve" | "reject") =>
    run({
      program,
      decision: decision.key,
      verdict,
      comment,
      ...(outcome.trim() === "" ? {} : { outcome }),
      version: decision.version,
    });
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => event.preventDefault()}>
      <TextField
        hint="The option that was chosen, in a few words."
        label="What is decided"
        maxLength={500}
        onChange={(event) => setOutcome(event.target.value)}
        value={outcome}
      />
      <TextArea
        label="Comment"
        maxLength={2000}
        onChange={(event) => setComment(event.target.value)}
        value={comment}
      />
      {fault && <ErrorState fault={fault} />}
      <span className="flex flex-wrap gap-2">
        <Button busy={isBusy} onClick={() => send("approve")} variant="primary">
          Approve
        </Button>
        <Button disabled={isBusy} onClick={() => send("reject")} variant="danger-outline">
          Reject
        </Button>
      </span>
    </form>
  );
};
