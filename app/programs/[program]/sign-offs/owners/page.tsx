import type { Metadata } from "next";
import { OwnersView } from "@/components/owners/owners-view";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { readForPage } from "@/lib/server/http";
import { listDeputies } from "@/lib/server/queries/list-deputies";
import { readOwners } from "@/lib/server/queries/read-owners";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Owners" };

export default async function OwnersPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const { may } = await readForPage(readProgram, { program });
  return (
    <OwnersView
      deputies={await readForPage(listDeputies, { program })}
      mayAssign={may.includes("inventory:import")}
      overview={await readForPage(readOwners, { program })}
      pages={<SignOffsTabs program={program} />}
      program={program}
    />
  );
}
