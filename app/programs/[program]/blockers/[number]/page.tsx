import type { Metadata } from "next";
import { BlockerDetail } from "@/components/blockers/blocker-detail";
import { readForPage } from "@/lib/server/http";
import { listComments } from "@/lib/server/queries/list-comments";
import { readBlocker } from "@/lib/server/queries/read-blocker";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Blocker" };

export default async function BlockerPage({
  params,
}: {
  params: Promise<{ program: string; number: string }>;
}) {
  const { program, number } = await params;
  const { may } = await readForPage(readProgram, { program });
  const initial = await readForPage(readBlocker, { program, number });
  const { comments } = await readForPage(listComments, {
    program,
    subjectKind: "blocker",
    subjectKey: String(initial.blocker.number),
  });
  return <BlockerDetail comments={comments} initial={initial} may={may} program={program} />;
}
