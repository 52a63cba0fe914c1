import type { Metadata } from "next";
import { MilestonesView } from "@/components/milestones/milestones-view";
import { readForPage } from "@/lib/server/http";
import { listMilestones } from "@/lib/server/queries/list-milestones";

export const metadata: Metadata = { title: "Milestones" };

export default async function MilestonesPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const initial = await readForPage(listMilestones, { program });
  return <MilestonesView initial={initial} program={program} />;
}
