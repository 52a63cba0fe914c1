import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WorkersView } from "@/components/workers/workers-view";
import { readForPage } from "@/lib/server/http";
import { listWorkers } from "@/lib/server/queries/list-workers";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Workers" };

export default async function WorkersPage({
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
