"use client";
import { useQuery } from "@tanstack/react-query";
import { Ladder } from "@/components/sign-offs/ladder";
import { RowActions } from "@/components/sign-offs/row-actions";
import { RowEvidence } from "@/components/sign-offs/row-evidence";
import { RowFacts } from "@/components/sign-offs/row-facts";
import { RowHistory } from "@/components/sign-offs/row-history";
import { RowMissing } from "@/components/sign-offs/row-missing";
import { rowName, waitsWords } from "@/components/sign-offs/sign-off-words";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { useRowDialogs } from "@/components/sign-offs/use-row-dialogs";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { CommentThread } from "@/components/ui/comment-thread";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useComments } from "@/lib/client/comment-queries";
import { signOffHistoryQuery, signOffQuery } from "@/lib/client/sign-off-subject-queries";
import { signedThread } from "@/lib/client/signed-thread";
import { useOpenedRow } from "@/lib/client/use-opened-row";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { CommentView } from "@/lib/contract/comments";
import type { SignOffHistory } from "@/lib/contract/sign-off-subjects";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const tones = { stale: "red", returned: "amber", asked: "blue", unsigned: "grey" } as const;

const Sentence = ({ row }: { row: SignOffRow }) => (
  <span className="inline-flex flex-wrap items-center gap-x-2 gap-y-1">
    {rowName(row) !== row.key && <bdi className="wrap-anywhere">{rowName(row)}</bdi>}
    {row.waits === "done" ? (
      <Badge tone="green">{row.state === "signed" ? "signed" : "done"}</Badge>
    ) : (
      row.waits !== "next-step" && <Badge tone={tones[row.waits]}>{waitsWords[row.waits]}</Badge>
    )}
    {row.dueAt && row.waits !== "done" && (
      <span>
        due <Time iso={row.dueAt} />
      </span>
    )}
  </span>
);

/** One thing that is signed, large: where it stands, what it rests on, what it lacks, and who vouched for it. */
export const RowView = ({
  program,
  initial,
  history: initialHistory,
  comments,
  owners,
  may,
}: {
  program: string;
  initial: SignOffRow;
  history: SignOffHistory;
  comments: CommentView[];
  owners: { legacy: string; target: string };
  may: readonly string[];
}) => {
  useProgramLive(program);
  const { kind, key } = initial;
  const subject = { program, kind, key };
  const { data: row } = useQuery({ ...signOffQuery(subject), initialData: initial });
  const { data: history } = useQuery({
    ...signOffHistoryQuery(subject),
    initialData: initialHistory,
  });
  const maySign = may.includes("sign-off:give");
  const thread = useComments(program, signedThread(initial), may.includes("comment:write"), {
    comments,
  });
  useOpenedRow(program, maySign ? row : null);
  const { open, dialogs } = useRowDialogs(program, row);
  return (
    <>
      <PageHeader
        actions={<RowActions may={may} onOpen={open} program={program} row={row} />}
        title={<span className="mono wrap-anywhere">{key}</span>}
      >
        <Sentence row={row} />
      </PageHeader>
      <SignOffsTabs isOfRow program={program} />
      {row.returned && (
        <div className="mb-3.5">
          <Banner
            title={`${row.returned.kind === "rejected" ? "Rejected" : "Needs work"}: ${row.returned.reason}`}
            tone="amber"
          >
            {row.returned.by}, <Time iso={row.returned.at} />
          </Banner>
        </div>
      )}
      <div className="mb-3.5">
        <Panel>
          <Ladder state={row.state} to={row.to} />
        </Panel>
      </div>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <RowMissing may={may} program={program} row={row} />
          <Panel title="What a signature vouches for">
            <RowEvidence owners={owners} program={program} row={row} />
          </Panel>
          <Panel title="Comments">
            <CommentThread {...thread} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <RowFacts namedBy={history.namedBy} program={program} row={row} />
          <RowHistory
            history={history}
            onWithdraw={maySign ? (signature) => open({ kind: "withdraw", signature }) : null}
          />
        </div>
      </div>
      {dialogs}
    </>
  );
};
