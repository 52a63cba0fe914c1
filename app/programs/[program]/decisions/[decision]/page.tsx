import type { Metadata } from "next";
import { DecisionView } from "@/components/decisions/decision-view";
import { readForPage } from "@/lib/server/http";
import { listComments } from "@/lib/server/queries/list-comments";
import { readDecision } from "@/lib/server/queries/read-decision";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Decision" };

export default async function DecisionPage({
  params,
}: {
  params: Promise<{ program: string; decision: string }>;
}) {
  const { program, decision } = await params;
  const { may } = await readForPage(readProgram, { program });
  const initial = await readForPage(readDecision, { program, decision });
  const { comments } = await readForPage(listComments, {
    program,
    subjectKind: "decision",
    subjectKey: decision,
  });
  return <DecisionView comments={comments} initial={initial} may={may} program={program} />;
}
