import type { Metadata } from "next";
import { BatchesView } from "@/components/batches/batches-view";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { readForPage } from "@/lib/server/http";
import { listBatches } from "@/lib/server/queries/list-batches";
import { readProgram } from "@/lib/server/queries/read-program";
import { readProgress } from "@/lib/server/queries/read-progress";

export const metadata: Metadata = { title: "Batches" };

export default async function BatchesPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { may } = await readForPage(readProgram, { program });
  const { points } = await readForPage(readProgress, { program, days: 90 });
  return (
    <BatchesView
      initial={await readForPage(listBatches, { program })}
      may={may}
      program={program}
      progress={points}
      tabs={<SignOffsTabs program={program} />}
    />
  );
}
