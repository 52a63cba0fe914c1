import type { Metadata } from "next";
import { TeamsView } from "@/components/people/teams-view";
import { readForPage } from "@/lib/server/http";
import { listPeople } from "@/lib/server/queries/list-people";
import { listTeams } from "@/lib/server/queries/list-teams";

export const metadata: Metadata = { title: "Teams" };

export default async function TeamsPage() {
  const { teams } = await readForPage(listTeams, {});
  const { people } = await readForPage(listPeople, {});
  return (
    <TeamsView
      initial={teams}
      people={people
        .filter(({ kind }) => kind !== "service")
        .map(({ handle, name }) => ({ handle, name }))}
    />
  );
}
