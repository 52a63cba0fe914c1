import type { Metadata } from "next";
import { InvitationsView } from "@/components/people/invitations-view";
import { PeopleTabs } from "@/components/people/people-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { readForPage } from "@/lib/server/http";
import { listInvitations } from "@/lib/server/queries/list-invitations";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { listTeams } from "@/lib/server/queries/list-teams";

export const metadata: Metadata = { title: "Invitations" };

export default async function InvitationsPage() {
  const { teams } = await readForPage(listTeams, {});
  const { programs } = await readForPage(listProgramNames, {});
  return (
    <>
      <PageHeader title="Invitations">
        Who was asked in, by whom, and what became of it. Managers invite into their own programs.
      </PageHeader>
      <PeopleTabs />
      <InvitationsView
        initial={await readForPage(listInvitations, {})}
        isAdmin
        program={null}
        programs={programs}
        teams={teams.map(({ key }) => key)}
      />
    </>
  );
}
