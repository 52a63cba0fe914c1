import type { Metadata } from "next";
import { EvidenceView } from "@/components/evidence/evidence-view";
import { readForPage } from "@/lib/server/http";
import { listEvidence } from "@/lib/server/queries/list-evidence";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Evidence" };

export default async function EvidencePage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const initial = await readForPage(listEvidence, { program: key, current: "true" });
  return (
    <EvidenceView
      environments={program.environments}
      initial={initial}
      mayReport={program.may.includes("evidence:report")}
      owners={program.owners}
      program={key}
    />
  );
}
