import type { Metadata } from "next";
import { UnmatchedView } from "@/components/evidence/unmatched-view";
import { LiveRefresh } from "@/components/programs/live-refresh";
import { readForPage } from "@/lib/server/http";
import { listUnmatchedTests } from "@/lib/server/queries/list-unmatched-tests";
import { readProgram } from "@/lib/server/queries/read-program";
import { readTestPatterns } from "@/lib/server/queries/read-test-patterns";

export const metadata: Metadata = { title: "Unmatched tests" };

export default async function UnmatchedPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  const { patterns } = await readForPage(readTestPatterns, { program: key });
  const initial = await readForPage(listUnmatchedTests, { program: key });
  return (
    <>
      <LiveRefresh program={key} />
      <UnmatchedView
        initial={initial}
        mayMap={program.may.includes("inventory:import")}
        patterns={patterns}
        program={key}
      />
    </>
  );
}
