import type { Metadata } from "next";
import { MilestoneView } from "@/components/milestones/milestone-view";
import { readForPage } from "@/lib/server/http";
import { listComments } from "@/lib/server/queries/list-comments";
import { readMilestone } from "@/lib/server/queries/read-milestone";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Milestone" };

export default async function MilestonePage({
  params,
}: {
  params: Promise<{ program: string; milestone: string }>;
}) {
  const { program, milestone } = await params;
  const { may } = await readForPage(readProgram, { program });
  const initial = await readForPage(readMilestone, { program, milestone });
  const { comments } = await readForPage(listComments, {
    program,
    subjectKind: "milestone",
    subjectKey: milestone,
  });
  return <MilestoneView comments={comments} initial={initial} may={may} program={program} />;
}
