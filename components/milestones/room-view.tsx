"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { BoardView } from "@/components/milestones/board-view";
import { ConditionList } from "@/components/milestones/condition-list";
import { decisionLook, milestoneAddress } from "@/components/milestones/milestone-words";
import { VotePanel } from "@/components/milestones/vote-panel";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type RoomAnswer, roomQuery } from "@/lib/client/register-queries";

const DecideDialog = dynamic(
  () => import("@/components/milestones/decide-dialog").then((module) => module.DecideDialog),
  { ssr: false },
);

/** The go/no-go room: while it is open, what reads now; once it is decided, the board exactly as it was. */
export const RoomView = ({ program, initial }: { program: string; initial: RoomAnswer }) => {
  const { key } = initial.board.milestone;
  const room = useQuery({
    ...roomQuery(program, key, initial.number),
    initialData: initial,
  }).data;
  const [isDeciding, setDeciding] = useState(false);
  const { board, isOpen } = room;
  const { decided } = board;
  return (
    <>
      <PageHeader
        actions={
          room.may.decide && (
            <Button onClick={() => setDeciding(true)} variant="primary">
              Decide
            </Button>
          )
        }
        title={
          <span className="inline-flex flex-wrap items-center gap-2 wrap-anywhere">
            {key} go/no-go, room {room.number}
            {decided ? (
              <Badge tone={decisionLook[decided.decision].tone}>
                {decisionLook[decided.decision].word}
              </Badge>
            ) : (
              <Badge tone="blue">open</Badge>
            )}
          </span>
        }
      >
        <span className="wrap-anywhere">{board.milestone.title}</span>. Opened by{" "}
        {board.room.openedBy}, <Time iso={board.room.openedAt} />.{" "}
        <Link className="hover:underline" href={milestoneAddress(program, key)}>
          Back to {key}
        </Link>
      </PageHeader>
      {decided && (
        <div className="mb-3.5 flex flex-col gap-2">
          <Banner
            title={`${decisionLook[decided.decision].word}, decided by ${decided.by}`}
            tone={decided.decision === "no-go" ? "red" : "green"}
          >
            <p className="wrap-anywhere">{decided.reason}</p>
            <p>
              Decided <Time iso={decided.at} />; the board stands as it was then.
            </p>
          </Banner>
          {!room.isIntact && (
            <Banner title="This board is not the one that was frozen" tone="red">
              Its text no longer has the digest that was recorded with the decision. The audit log
              holds the digest.
            </Banner>
          )}
        </div>
      )}
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
        <BoardView board={board} program={program} />
        <div className="flex min-w-0 flex-col gap-3.5">
          {room.may.vote && <VotePanel key={room.mine} program={program} room={room} />}
          {isOpen && !room.may.vote && (
            <Panel title="Your vote">
              <p className="text-ink-3">Your role does not vote.</p>
            </Panel>
          )}
          {room.conditions.length > 0 && (
            <Panel title="Conditions, as they stand now">
              <ConditionList conditions={room.conditions} milestone={key} program={program} />
            </Panel>
          )}
          {decided && (
            <Panel title="Frozen board">
              <p className="text-ink-2">
                SHA-256 of its canonical JSON, also in the audit log with the decision:
              </p>
              <p className="mono mt-1 wrap-anywhere text-sm">{room.digest}</p>
              <div className="mt-2">
                <CopyButton label="Copy the digest" text={room.digest} />
              </div>
            </Panel>
          )}
        </div>
      </div>
      {isDeciding && (
        <DecideDialog onClose={() => setDeciding(false)} program={program} room={room} />
      )}
    </>
  );
};
