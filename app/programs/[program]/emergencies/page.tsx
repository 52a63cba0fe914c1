import type { Metadata } from "next";
import { EmergenciesView } from "@/components/emergencies/emergencies-view";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { listChanges } from "@/lib/server/queries/list-changes";
import { listHooks } from "@/lib/server/queries/list-hooks";
import { listReviews } from "@/lib/server/queries/list-reviews";
import { readMe } from "@/lib/server/queries/read-me";
import { type EnvironmentPageProps, environmentOfPage } from "../environment-page";

export const metadata: Metadata = { title: "Emergencies" };

export default async function EmergenciesPage(props: EnvironmentPageProps) {
  const { program, environment, place } = await environmentOfPage(props);
  const { changes } = await readForPage(listChanges, { ...place, limit: 200 });
  return (
    <EmergenciesView
      address={env().publicUrl}
      changes={changes}
      environment={environment.key}
      hooks={await readForPage(listHooks, place)}
      key={environment.key}
      program={program}
      reader={(await readForPage(readMe, {})).name}
      reviews={await readForPage(listReviews, place)}
    />
  );
}
