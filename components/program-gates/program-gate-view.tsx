"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { gateLook } from "@/components/program-gates/program-gate-words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ChangeHistory } from "@/components/ui/change-history";
import { CommentThread } from "@/components/ui/comment-thread";
import { DefinitionList } from "@/components/ui/definition-list";
import { Due } from "@/components/ui/due";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useComments } from "@/lib/client/comment-queries";
import { programAddress, signOffAddress } from "@/lib/client/program-address";
import { type ProgramGateAnswer, programGateQuery } from "@/lib/client/register-queries";
import type { CommentView } from "@/lib/contract/comments";
import { programGateWords } from "@/lib/domain/program-gate-state";

const ProgramGateDialog = dynamic(
  () =>
    import("@/components/program-gates/program-gate-dialog").then(
      (module) => module.ProgramGateDialog,
    ),
  { ssr: false },
);

/** One gate of the program: its state and what shows it, its parts, what asks for it, what was said and done. */
export const ProgramGateView = ({
  program,
  initial,
  comments,
  may,
}: {
  program: string;
  initial: ProgramGateAnswer;
  comments: CommentView[];
  may: readonly string[];
}) => {
  const { key } = initial.gate;
  const { gate, history, requiredBy, mayWrite } = useQuery({
    ...programGateQuery(program, key),
    initialData: initial,
  }).data;
  const thread = useComments(
    program,
    { subjectKind: "program-gate", subjectKey: key },
    may.includes("comment:write"),
    { comments },
  );
  const [isEditing, setEditing] = useState(false);
  const source = gate.origin.state?.[0] ?? Object.values(gate.origin)[0]?.[0];
  const { title: word, says } = programGateWords(gate.state);
  return (
    <>
      <PageHeader
        actions={
          mayWrite && (
            <Button onClick={() => setEditing(true)} variant="primary">
              Change
            </Button>
          )
        }
        title={
          <span className="wrap-anywhere">
            {key} {gate.title} <Badge {...gateLook[gate.state]}>{word.toLowerCase()}</Badge>
          </span>
        }
      >
        {says}{" "}
        <Link className="hover:underline" href={programAddress(program, "gates")}>
          All gates
        </Link>{" "}
        <Link
          className="hover:underline"
          href={signOffAddress(program, "program-gate", key)}
          prefetch={false}
        >
          Signatures
        </Link>
      </PageHeader>
      {gate.heldBecause && (
        <div className="mb-3.5">
          <Banner title="Its rule holds it lower than it was called" tone="amber">
            {gate.heldBecause}
          </Banner>
        </div>
      )}
      {gate.approval && (
        <div className="mb-3.5">
          <Banner
            title={gate.approval.isSigned ? "Signed by its owners" : "Its signatures do not hold"}
            tone={gate.approval.isSigned ? "green" : "amber"}
          >
            {gate.approval.says}
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title="Evidence">
            {gate.evidence === "" ? (
              <p className="text-ink-3">Nobody has named any.</p>
            ) : (
              <p className="wrap-anywhere whitespace-pre-wrap">{gate.evidence}</p>
            )}
          </Panel>
          {gate.subGates.length > 0 && (
            <Panel title="Sub-gates">
              <ol className="flex flex-col gap-1.5">
                {gate.subGates.map((part) => (
                  <li className="flex items-start gap-3" key={part.key}>
                    <span className="mono w-5 shrink-0">{part.key}</span>
                    <span className="min-w-0 flex-1 wrap-anywhere">{part.title}</span>
                    <Badge {...gateLook[part.state]}>
                      {programGateWords(part.state).title.toLowerCase()}
                    </Badge>
                  </li>
                ))}
              </ol>
            </Panel>
          )}
          <Panel title="Comments">
            <CommentThread {...thread} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title="Gate">
            <DefinitionList
              items={[
                {
                  term: "Owner",
                  says: <Due dueAt={gate.dueAt} isLate={gate.isLate} owner={gate.owner} />,
                },
                ...(gate.reading
                  ? [{ term: "Rule reads", says: `${gate.reading.state}: ${gate.reading.because}` }]
                  : []),
                {
                  term: "Asked for by",
                  says:
                    requiredBy.length === 0 ? (
                      <span className="text-ink-3">no milestone yet</span>
                    ) : (
                      <ul className="flex flex-wrap gap-x-3">
                        {requiredBy.map(({ milestone, title }) => (
                          <li key={milestone}>
                            <Link
                              className="font-medium text-target hover:underline"
                              href={`/programs/${program}/milestones/${encodeURIComponent(milestone)}`}
                              prefetch={false}
                              title={title}
                            >
                              {milestone}
                            </Link>
                          </li>
                        ))}
                      </ul>
                    ),
                },
                {
                  term: "Changed",
                  says: (
                    <>
                      <Time iso={gate.changedAt} /> by {gate.changedBy}
                    </>
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
          <Panel title="History">
            <ChangeHistory
              events={history.map(({ action, ...event }) => ({
                ...event,
                says: action === "apply-import" ? "imported" : "changed",
              }))}
            />
          </Panel>
        </div>
      </div>
      {isEditing && (
        <ProgramGateDialog gate={gate} onClose={() => setEditing(false)} program={program} />
      )}
    </>
  );
};
