import type { Metadata } from "next";
import { BatchPage } from "@/components/batches/batch-page";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { readForPage } from "@/lib/server/http";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readBatch } from "@/lib/server/queries/read-batch";
import { readProgram } from "@/lib/server/queries/read-program";

type Props = { params: Promise<{ program: string; batch: string }> };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: decodeURIComponent((await params).batch),
});

export default async function OneBatchPage({ params }: Props) {
  const { program, batch: segment } = await params;
  const batch = decodeURIComponent(segment);
  const { may } = await readForPage(readProgram, { program });
  return (
    <BatchPage
      initial={await readForPage(readBatch, { program, batch })}
      may={may}
      program={program}
      rows={await readForPage(listSignOffs, { program, batch })}
      tabs={<SignOffsTabs program={program} />}
    />
  );
}
