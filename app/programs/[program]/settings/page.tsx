import type { Metadata } from "next";
import { SettingsView } from "@/components/people/settings-view";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { listMembers } from "@/lib/server/queries/list-members";
import { listTokens } from "@/lib/server/queries/list-tokens";
import { readMe } from "@/lib/server/queries/read-me";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const summary = await readForPage(readProgram, { program });
  const { members } = await readForPage(listMembers, { program });
  return (
    <SettingsView
      address={env().publicUrl}
      members={members}
      program={summary}
      reader={await readForPage(readMe, {})}
      tokens={
        summary.may.includes("token:manage") ? await readForPage(listTokens, { program }) : null
      }
    />
  );
}
