import type { Metadata } from "next";
import { GroupsView } from "@/components/people/groups-view";
import { readForPage } from "@/lib/server/http";
import { listGroupMappings } from "@/lib/server/queries/list-group-mappings";
import { listProgramNames } from "@/lib/server/queries/list-program-names";
import { listTeams } from "@/lib/server/queries/list-teams";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage() {
  const { teams } = await readForPage(listTeams, {});
  const { programs } = await readForPage(listProgramNames, {});
  return (
    <GroupsView
      initial={await readForPage(listGroupMappings, {})}
      programs={programs}
      teams={teams.map(({ key }) => key)}
    />
  );
}
