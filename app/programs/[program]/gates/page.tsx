import type { Metadata } from "next";
import { GatesView } from "@/components/gates/gates-view";
import { nextMilestone } from "@/components/gates/next-milestone";
import { readForPage } from "@/lib/server/http";
import { listMilestoneGates } from "@/lib/server/queries/list-milestone-gates";
import { listMilestones } from "@/lib/server/queries/list-milestones";
import { listProgramGates } from "@/lib/server/queries/list-program-gates";
import { readGateBoard } from "@/lib/server/queries/read-gate-board";
import { type EnvironmentPageProps, environmentOfPage } from "../environment-page";

export const metadata: Metadata = { title: "Gates" };

export default async function GatesPage(props: EnvironmentPageProps) {
  const { program, environment, search, place } = await environmentOfPage(props);
  const since = search.since === "review" ? "review" : "day";
  const [board, { gates }, { milestones }, named] = await Promise.all([
    readForPage(readGateBoard, { ...place, since }),
    readForPage(listProgramGates, { program: place.program }),
    readForPage(listMilestones, { program: place.program }),
    readForPage(listMilestoneGates, { program: place.program }),
  ]);
  return (
    <GatesView
      initial={{ since, board }}
      key={environment.key}
      milestones={named}
      next={nextMilestone(milestones)}
      place={place}
      programGates={gates}
      rights={{
        mayReview: program.may.includes("comment:write"),
        mayWaive: program.may.includes("waiver:ask"),
        mayEdit: program.may.includes("criteria:edit"),
      }}
    />
  );
}
