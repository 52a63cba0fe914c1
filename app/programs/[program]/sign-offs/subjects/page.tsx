import type { Metadata } from "next";
import { SubjectsView } from "@/components/sign-offs/subjects-view";
import { readForPage } from "@/lib/server/http";
import { listSignOffSubjects } from "@/lib/server/queries/list-sign-off-subjects";

export const metadata: Metadata = { title: "Capabilities and documents" };

export default async function SubjectsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  return (
    <SubjectsView initial={await readForPage(listSignOffSubjects, { program })} program={program} />
  );
}
