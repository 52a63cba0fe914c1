"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { ApprovalPanel } from "@/components/decisions/approval-panel";
import { actionWord, statusLook } from "@/components/decisions/decision-words";
import { OptionList } from "@/components/decisions/option-list";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ChangeHistory } from "@/components/ui/change-history";
import { CommentThread } from "@/components/ui/comment-thread";
import { DefinitionList } from "@/components/ui/definition-list";
import { Due } from "@/components/ui/due";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { useComments } from "@/lib/client/comment-queries";
import { programAddress } from "@/lib/client/program-address";
import { type DecisionAnswer, decisionQuery } from "@/lib/client/register-queries";
import type { CommentView } from "@/lib/contract/comments";

const DecisionDialog = dynamic(
  () => import("@/components/decisions/decision-dialog").then((module) => module.DecisionDialog),
  { ssr: false },
);
const StatusDialog = dynamic(
  () => import("@/components/decisions/status-dialog").then((module) => module.StatusDialog),
  { ssr: false },
);

const Text = ({ title, text }: { title: string; text: string }) =>
  text === "" ? null : (
    <Panel title={title}>
      <p className="wrap-anywhere whitespace-pre-wrap">{text}</p>
    </Panel>
  );

/** One decision: what it is about, its options, who decides it and who has, what waits for it. */
export const DecisionView = ({
  program,
  initial,
  comments,
  may,
}: {
  program: string;
  initial: DecisionAnswer;
  comments: CommentView[];
  may: readonly string[];
}) => {
  const decision = useQuery({
    ...decisionQuery(program, initial.key),
    initialData: initial,
  }).data;
  const thread = useComments(
    program,
    { subjectKind: "decision", subjectKey: initial.key },
    may.includes("comment:write"),
    { comments },
  );
  const [dialog, setDialog] = useState<"edit" | "status" | null>(null);
  const look = statusLook[decision.status];
  const source = decision.origin.title?.[0] ?? Object.values(decision.origin)[0]?.[0];
  return (
    <>
      <PageHeader
        actions={
          decision.mayWrite && (
            <>
              <Button onClick={() => setDialog("status")}>
                {decision.status === "open" ? "Supersede" : "Open again"}
              </Button>
              <Button onClick={() => setDialog("edit")}>Edit</Button>
            </>
          )
        }
        title={
          <span className="wrap-anywhere">
            {decision.key} {decision.title}{" "}
            <Badge {...(look.tone ? { tone: look.tone } : {})}>{look.word}</Badge>
          </span>
        }
      >
        <Link className="hover:underline" href={programAddress(program, "decisions")}>
          All decisions
        </Link>
      </PageHeader>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          {decision.options.length > 0 && <OptionList options={decision.options} />}
          <Text text={decision.recommendation} title="Recommendation" />
          <Text text={decision.impact} title="What happens when it is late" />
          <Text text={decision.evidence} title="Evidence" />
          <Text text={decision.notes} title="Notes" />
          <Panel title="Comments">
            <CommentThread {...thread} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title="Decision">
            <DefinitionList
              items={[
                {
                  term: "Owner",
                  says: (
                    <Due
                      dueAt={decision.status === "open" ? decision.targetAt : null}
                      isLate={decision.isLate}
                      owner={decision.owner}
                    />
                  ),
                },
                ...(decision.outcome ? [{ term: "Decided", says: decision.outcome }] : []),
                {
                  term: "Asked for by",
                  says:
                    decision.requiredBy.length === 0 ? (
                      <span className="text-ink-3">nothing yet</span>
                    ) : (
                      <RequiredBy program={program} requiredBy={decision.requiredBy} />
                    ),
                },
                ...(source
                  ? [
                      {
                        term: "From",
                        says: `${source.file}${source.row ? `, row ${source.row}` : ""}`,
                      },
                    ]
                  : []),
              ]}
            />
          </Panel>
          <ApprovalPanel decision={decision} key={decision.version} program={program} />
          <Panel title="History">
            <ChangeHistory
              events={decision.history.map(({ action, ...event }) => ({
                ...event,
                says: actionWord(action),
              }))}
            />
          </Panel>
        </div>
      </div>
      {dialog === "edit" && (
        <DecisionDialog decision={decision} onClose={() => setDialog(null)} program={program} />
      )}
      {dialog === "status" && (
        <StatusDialog decision={decision} onClose={() => setDialog(null)} program={program} />
      )}
    </>
  );
};

const requiringPages = {
  milestone: (key: string) => `milestones/${key}`,
  gate: (key: string) => `gates/program/${key}`,
  "quality-gate": () => "gates/criteria",
} as const satisfies Record<DecisionAnswer["requiredBy"][number]["kind"], (key: string) => string>;

const RequiredBy = ({
  program,
  requiredBy,
}: {
  program: string;
  requiredBy: DecisionAnswer["requiredBy"];
}) => (
  <ul className="flex flex-wrap gap-x-3">
    {requiredBy.map(({ kind, key, title }) => (
      <li key={`${kind} ${key}`}>
        <Link
          className="font-medium text-target hover:underline"
          href={`/programs/${program}/${requiringPages[kind](encodeURIComponent(key))}`}
          prefetch={false}
          title={title}
        >
          {key}
        </Link>
      </li>
    ))}
  </ul>
);
