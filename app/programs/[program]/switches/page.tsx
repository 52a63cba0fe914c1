import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SwitchesView } from "@/components/switches/switches-view";
import { readForPage } from "@/lib/server/http";
import { listChanges } from "@/lib/server/queries/list-changes";
import { readProgram } from "@/lib/server/queries/read-program";
import { readSwitches } from "@/lib/server/queries/read-switches";

export const metadata: Metadata = { title: "Switches" };

export default async function SwitchesPage({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { program: key } = await params;
  const { environment: named, view } = await searchParams;
  const program = await readForPage(readProgram, { program: key });
  const environment =
    program.environments.find((each) => each.key === named?.toString()) ?? program.environments[0];
  if (environment === undefined) notFound();
  const place = { program: key, environment: environment.key };
  return (
    <SwitchesView
      environment={environment}
      environments={program.environments}
      history={
        view === "history" ? await readForPage(listChanges, { ...place, limit: 20 }) : undefined
      }
      initial={await readForPage(readSwitches, place)}
      key={environment.key}
      may={program.may}
      program={key}
    />
  );
}
