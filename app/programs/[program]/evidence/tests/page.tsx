import type { Metadata } from "next";
import { TestsView } from "@/components/evidence/tests-view";
import { readForPage } from "@/lib/server/http";
import { listTests } from "@/lib/server/queries/list-tests";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Contract tests" };

export default async function TestsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const initial = await readForPage(listTests, { program: key });
  return <TestsView initial={initial} owners={program.owners} program={key} />;
}
