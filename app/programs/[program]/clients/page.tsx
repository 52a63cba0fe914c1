import type { Metadata } from "next";
import { ClientsView } from "@/components/clients/clients-view";
import { env } from "@/lib/server/env";
import { readForPage } from "@/lib/server/http";
import { listClients } from "@/lib/server/queries/list-clients";
import { listTraffic } from "@/lib/server/queries/list-traffic";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { type EnvironmentPageProps, environmentOfPage } from "../environment-page";

export const metadata: Metadata = { title: "Clients" };

export default async function ClientsPage(props: EnvironmentPageProps) {
  const { program, environment, place } = await environmentOfPage(props);
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
