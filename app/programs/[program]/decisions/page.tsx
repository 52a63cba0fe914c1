import type { Metadata } from "next";
import { DecisionsView } from "@/components/decisions/decisions-view";
import { readForPage } from "@/lib/server/http";
import { listDecisions } from "@/lib/server/queries/list-decisions";

export const metadata: Metadata = { title: "Decisions" };

export default async function DecisionsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const initial = await readForPage(listDecisions, { program });
  return <DecisionsView initial={initial} program={program} />;
}
