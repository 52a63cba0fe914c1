import type { Metadata } from "next";
import { SignOffsView } from "@/components/sign-offs/sign-offs-view";
import { readForPage } from "@/lib/server/http";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { readMe } from "@/lib/server/queries/read-me";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Sign-offs" };

export default async function SignOffsPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { may, owners } = await readForPage(readProgram, { program });
  const { teams, roles } = await readForPage(readMe, {});
  // A manager sees to everybody's rows; whoever is in a team comes for their own.
  const isManager = roles.some(
    (held) => held.role === "manager" && (held.program === null || held.program === program),
  );
  const whose = teams.length > 0 && !isManager ? "mine" : "all";
  const by = whose === "mine" ? "batch" : "key";
  return (
    <SignOffsView
      initial={await readForPage(listSignOffs, { program, whose, by })}
      mayExportSignatures={may.includes("audit:read")}
      maySign={may.includes("sign-off:give")}
      owners={owners}
      program={program}
      whose={whose}
    />
  );
}
