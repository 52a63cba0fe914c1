import type { Metadata } from "next";
import { SwitchesView } from "@/components/switches/switches-view";
import { readForPage } from "@/lib/server/http";
import { listChanges } from "@/lib/server/queries/list-changes";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { type EnvironmentPageProps, environmentOfPage } from "../environment-page";

export const metadata: Metadata = { title: "Switches" };

export default async function SwitchesPage(props: EnvironmentPageProps) {
  const { program, environment, place, search } = await environmentOfPage(props);
  return (
    <SwitchesView
      environment={environment}
      environments={program.environments}
      history={
        search.view === "history"
          ? await readForPage(listChanges, { ...place, limit: 20 })
          : undefined
      }
      initial={await readForPage(readSwitches, place)}
      key={environment.key}
      may={program.may}
      program={program.key}
    />
  );
}
