import type { Metadata } from "next";
import Link from "next/link";
import { EvidenceDetailView } from "@/components/evidence/evidence-detail-view";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import { readForPage } from "@/lib/server/http";
import { readEvidence } from "@/lib/server/queries/read-evidence";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Evidence" };

type Params = { program: string; evidence: string };

export default async function EvidenceDetailPage({ params }: { params: Promise<Params> }) {
  const { program: key, evidence } = await params;
  const program = await readForPage(readProgram, { program: key });
  const initial = await readForPage(readEvidence, { program: key, evidence });
  return (
    <>
      <PageHeader title={initial.evidence.file}>
        <Link className="hover:underline" href={programAddress(key, "evidence")} prefetch={false}>
          Evidence
        </Link>{" "}
        of {program.name}: {initial.evidence.says}
      </PageHeader>
      <EvidenceDetailView initial={initial} owners={program.owners} program={key} />
    </>
  );
}
