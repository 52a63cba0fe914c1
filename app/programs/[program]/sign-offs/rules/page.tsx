import type { Metadata } from "next";
import { RulesView } from "@/components/sign-offs/rules-view";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { readForPage } from "@/lib/server/http";
import { readProgram } from "@/lib/server/queries/read-program";
import { readSignOffRules } from "@/lib/server/queries/read-sign-off-rules";

export const metadata: Metadata = { title: "Rules of signatures" };

export default async function SignOffRulesPage({
  params,
}: {
  params: Promise<{ program: string }>;
}) {
  const { program } = await params;
  const { may } = await readForPage(readProgram, { program });
  return (
    <RulesView
      first={await readForPage(readSignOffRules, { program })}
      mayEdit={may.includes("criteria:edit")}
      program={program}
      tabs={<SignOffsTabs program={program} />}
    />
  );
}
