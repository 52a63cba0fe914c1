import type { Metadata } from "next";
import { WorkersView } from "@/components/workers/workers-view";
import { readForPage } from "@/lib/server/http";
import { listWorkers } from "@/lib/server/queries/list-workers";
import { type EnvironmentPageProps, environmentOfPage } from "../environment-page";

export const metadata: Metadata = { title: "Workers" };

export default async function WorkersPage(props: EnvironmentPageProps) {
  const { program, environment, place } = await environmentOfPage(props);
  return (
    <WorkersView
      environments={program.environments}
      initial={await readForPage(listWorkers, place)}
      key={environment.key}
      may={{
        mayFlip: program.may.includes("switch:flip"),
        mayRollBack: program.may.includes("switch:rollback"),
        mayBreakGlass: program.may.includes("switch:break-glass"),
      }}
      place={place}
    />
  );
}
