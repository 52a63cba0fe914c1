import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClientsView } from "@/components/clients/clients-view";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { listClients } from "@/lib/server/queries/list-clients";
import { listTraffic } from "@/lib/server/queries/list-traffic";
import { readProgram } from "@/lib/server/queries/read-program";
import { readSwitches } from "@/lib/server/queries/read-switches";

export const metadata: Metadata = { title: "Clients" };

export default async function ClientsPage({
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
  const { delivery, capabilities } = await readForPage(readSwitches, place);
  return (
    <ClientsView
      address={env().publicUrl}
      capability={capabilities[0] ?? null}
      clients={await readForPage(listClients, place)}
      delivery={delivery.says}
      environments={program.environments}
      key={environment.key}
      mayRemove={program.may.includes("client:manage")}
      owners={program.owners}
      place={place}
      traffic={await readForPage(listTraffic, place)}
    />
  );
}
