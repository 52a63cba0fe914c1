import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EmergenciesView } from "@/components/emergencies/emergencies-view";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { listChanges } from "@/lib/server/queries/list-changes";
import { listHooks } from "@/lib/server/queries/list-hooks";
import { listReviews } from "@/lib/server/queries/list-reviews";
import { readMe } from "@/lib/server/queries/read-me";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Emergencies" };

export default async function EmergenciesPage({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { program: key } = await params;
  const named = (await searchParams).environment?.toString();
  const program = await readForPage(readProgram, { program: key });
  const environment =
    program.environments.find((each) => each.key === named) ?? program.environments[0];
  if (environment === undefined) notFound();
  const place = { program: key, environment: environment.key };
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
