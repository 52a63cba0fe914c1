"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { ConditionList } from "@/components/milestones/condition-list";
import { CriteriaPanel } from "@/components/milestones/criteria-panel";
import { roomAddress, stateLook } from "@/components/milestones/milestone-words";
import { OpenRoomButton } from "@/components/milestones/open-room-button";
import { RoomList } from "@/components/milestones/room-list";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { CommentThread } from "@/components/ui/comment-thread";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { useComments } from "@/lib/client/comment-queries";
import { programAddress } from "@/lib/client/program-address";
import { type MilestoneAnswer, milestoneQuery } from "@/lib/client/register-queries";
import type { CommentView } from "@/lib/contract/comments";

const MilestoneDialog = dynamic(
  () => import("@/components/milestones/milestone-dialog").then((module) => module.MilestoneDialog),
  { ssr: false },
);

/** One milestone: can it go, what is missing and whose, what was decided and what that depends on. */
export const MilestoneView = ({
  program,
  initial,
  comments,
  may,
}: {
  program: string;
  initial: MilestoneAnswer;
  comments: CommentView[];
  may: readonly string[];
}) => {
  const { key } = initial.milestone;
  const detail = useQuery({ ...milestoneQuery(program, key), initialData: initial }).data;
  const { milestone, rooms, conditions } = detail;
  const thread = useComments(
    program,
    { subjectKind: "milestone", subjectKey: key },
    may.includes("comment:write"),
    { comments },
  );
  const [isEditing, setEditing] = useState(false);
  const look = stateLook[milestone.state];
  return (
    <>
      <PageHeader
        actions={
          <>
            {detail.may.edit && <Button onClick={() => setEditing(true)}>Edit</Button>}
            {milestone.openRoom !== null ? (
              <Link
                className={buttonClass({ variant: "primary" })}
                href={roomAddress(program, key, milestone.openRoom)}
              >
                Go to the go/no-go room
              </Link>
            ) : (
              detail.may.vote && <OpenRoomButton milestone={key} program={program} />
            )}
          </>
        }
        title={
          <span className="inline-flex flex-wrap items-center gap-2 wrap-anywhere">
            Can {key} go?
            <Badge {...(look.tone ? { tone: look.tone } : {})}>{look.word}</Badge>
          </span>
        }
      >
        <span className="wrap-anywhere">
          {milestone.title}.{milestone.description !== "" && ` ${milestone.description}`}
        </span>{" "}
        {milestone.targetAt && (
          <span className={milestone.isLate ? "text-fail" : undefined}>
            {milestone.isLate ? "It was planned for " : "Planned for "}
            <Time iso={milestone.targetAt} />.
          </span>
        )}{" "}
        <Link className="hover:underline" href={programAddress(program, "milestones")}>
          All milestones
        </Link>
      </PageHeader>
      {milestone.state === "reopened" && (
        <div className="mb-3.5">
          <Banner title={`${key} is open again`} tone="red">
            {milestone.stateBecause} It has to be decided anew.
          </Banner>
        </div>
      )}
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
        <CriteriaPanel
          detail={detail}
          mayComment={may.includes("comment:write")}
          program={program}
        />
        <div className="flex min-w-0 flex-col gap-3.5">
          {conditions.length > 0 && (
            <Panel title="Conditions of the go">
              <ConditionList conditions={conditions} milestone={key} program={program} />
            </Panel>
          )}
          <Panel title="Go/no-go rooms">
            <RoomList milestone={key} program={program} rooms={rooms} />
          </Panel>
          <Panel title="Comments">
            <CommentThread {...thread} />
          </Panel>
        </div>
      </div>
      {isEditing && (
        <MilestoneDialog
          milestone={milestone}
          onClose={() => setEditing(false)}
          program={program}
        />
      )}
    </>
  );
};
