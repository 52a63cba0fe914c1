import type { Metadata } from "next";
import { BlockersView } from "@/components/blockers/blockers-view";
import { readForPage } from "@/lib/server/http";
import { listBlockers } from "@/lib/server/queries/list-blockers";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Blockers" };

export default async function BlockersPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { may } = await readForPage(readProgram, { program });
  return (
    <BlockersView
      initial={await readForPage(listBlockers, { program })}
      mayWrite={may.includes("blocker:write")}
      program={program}
    />
  );
}
