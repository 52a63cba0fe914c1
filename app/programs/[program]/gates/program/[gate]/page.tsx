import type { Metadata } from "next";
import { ProgramGateView } from "@/components/program-gates/program-gate-view";
import { readForPage } from "@/lib/server/http";
import { listComments } from "@/lib/server/queries/list-comments";
import { readProgram } from "@/lib/server/queries/read-program";
import { readProgramGate } from "@/lib/server/queries/read-program-gate";

export const metadata: Metadata = { title: "Program gate" };

export default async function ProgramGatePage({
  params,
}: {
  params: Promise<{ program: string; gate: string }>;
}) {
  const { program, gate } = await params;
  const { may } = await readForPage(readProgram, { program });
  const initial = await readForPage(readProgramGate, { program, gate });
  const { comments } = await readForPage(listComments, {
    program,
    subjectKind: "program-gate",
    subjectKey: gate,
  });
  return <ProgramGateView comments={comments} initial={initial} may={may} program={program} />;
}
