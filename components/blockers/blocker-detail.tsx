"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { heldWords } from "@/components/blockers/filter-blockers";
import { HeldRows } from "@/components/blockers/held-rows";
import { PlaceLinks } from "@/components/blockers/place-links";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CommentThread } from "@/components/ui/comment-thread";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type BlockerAnswer, blockerQuery } from "@/lib/client/blocker-queries";
import { useComments } from "@/lib/client/comment-queries";
import { programAddress } from "@/lib/client/program-address";
import type { CommentView } from "@/lib/contract/comments";

const BlockerDialog = dynamic(
  () => import("@/components/blockers/blocker-dialog").then((module) => module.BlockerDialog),
  { ssr: false },
);
const ResolveDialog = dynamic(
  () => import("@/components/blockers/resolve-dialog").then((module) => module.ResolveDialog),
  { ssr: false },
);

/** One blocker: what it says and holds, whose it is, what was done and said about it. */
export const BlockerDetail = ({
  program,
  initial,
  comments,
  may,
}: {
  program: string;
  initial: BlockerAnswer;
  comments: CommentView[];
  may: readonly string[];
}) => {
  const { number } = initial.blocker;
  const { blocker, heldRows, steps } = useQuery({
    ...blockerQuery(program, number),
    initialData: initial,
  }).data;
  const thread = useComments(
    program,
    { subjectKind: "blocker", subjectKey: String(number) },
    may.includes("comment:write"),
    { comments },
  );
  const [dialog, setDialog] = useState<"edit" | "resolve" | null>(null);
  const { resolved } = blocker;
  return (
    <>
      <PageHeader
        actions={
          may.includes("blocker:write") && (
            <>
              {!resolved && <Button onClick={() => setDialog("edit")}>Edit</Button>}
              <Button onClick={() => setDialog("resolve")} variant={resolved ? "plain" : "primary"}>
                {resolved ? "Reopen" : "Resolve"}
              </Button>
            </>
          )
        }
        title={
          <span className="inline-flex flex-wrap items-center gap-2 wrap-anywhere">
            {blocker.text}
            {resolved ? <Badge tone="green">resolved</Badge> : <Badge>open</Badge>}
          </span>
        }
      >
        <Link className="hover:underline" href={programAddress(program, "blockers")}>
          All blockers
        </Link>
      </PageHeader>
      {resolved && (
        <div className="mb-3.5">
          <Banner title={`Resolved by ${resolved.by}`} tone="green">
            {resolved.resolution} <Time iso={resolved.at} />
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          {blocker.detail !== "" && (
            <Panel title="Detail">
              <p className="wrap-anywhere whitespace-pre-wrap">{blocker.detail}</p>
            </Panel>
          )}
          <Panel flush title={`${resolved ? "Held" : "Holds"} ${heldWords(blocker)}`}>
            <HeldRows program={program} rows={heldRows} total={blocker.rows} />
          </Panel>
          <Panel title="Comments">
            <CommentThread {...thread} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title={`Blocker ${number}`}>
            <DefinitionList
              items={[
                {
                  term: "Holds",
                  says: <PlaceLinks holds={blocker.holds} most={50} program={program} />,
                },
                {
                  term: "Owner",
                  says: blocker.owner ?? <span className="text-ink-3">nobody</span>,
                },
                { term: "Since", says: <Time iso={blocker.since} /> },
                { term: "From", says: blocker.source === "ci" ? `${blocker.by} (CI)` : blocker.by },
                ...(blocker.url
                  ? [
                      {
                        term: blocker.source === "ci" ? "Run" : "Link",
                        says: (
                          <a
                            className="font-medium text-target hover:underline"
                            href={blocker.url}
                            rel="noreferrer"
                            target="_blank"
                          >
                            {blocker.url}
                          </a>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Panel>
          <Panel title="History">
            <ol className="flex flex-col gap-2">
              {steps.map(({ at, by, did, says }) => (
                <li key={`${at} ${did}`}>
                  <p>
                    <span className="font-strong">{did}</span>{" "}
                    <span className="text-ink-3">
                      {by}, <Time iso={at} />
                    </span>
                  </p>
                  {says && did !== "opened" && <p className="wrap-anywhere text-ink-2">{says}</p>}
                </li>
              ))}
            </ol>
          </Panel>
        </div>
      </div>
      {dialog === "edit" && (
        <BlockerDialog blocker={blocker} onClose={() => setDialog(null)} program={program} />
      )}
      {dialog === "resolve" && (
        <ResolveDialog blocker={blocker} onClose={() => setDialog(null)} program={program} />
      )}
    </>
  );
};
