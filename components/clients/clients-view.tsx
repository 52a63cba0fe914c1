"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ConnectClient } from "@/components/clients/connect-client";
import { InstancesView } from "@/components/clients/instances-view";
import { TrafficAlarms } from "@/components/clients/traffic-alarms";
import { TrafficView } from "@/components/clients/traffic-view";
import type { Owners } from "@/components/switches/change-words";
import { EnvironmentLinks } from "@/components/switches/environment-links";
import type { ChangePlace } from "@/components/switches/use-change";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tabs } from "@/components/ui/tabs";
import {
  type ClientsAnswer,
  clientsQuery,
  type TrafficAnswer,
  trafficQuery,
} from "@/lib/client/client-queries";
import { useDelivery } from "@/lib/client/use-delivery";
import { useSearchState } from "@/lib/client/use-search-state";

const ConnectDialog = dynamic(
  () => import("@/components/clients/connect-dialog").then((module) => module.ConnectDialog),
  { ssr: false },
);

/** Who runs which version and how old it is, and whether traffic goes where the switches say. */
export const ClientsView = ({
  place,
  environments,
  owners,
  mayRemove,
  address,
  capability,
  delivery,
  clients: initialClients,
  traffic: initialTraffic,
}: {
  place: ChangePlace;
  environments: readonly { key: string; name: string; isProtected: boolean }[];
  owners: Owners;
  mayRemove: boolean;
  /** Where this installation answers. */
  address: string;
  /** Some capability of the program, for examples. */
  capability: string | null;
  /** How far the version went, when the page was drawn. */
  delivery: string;
  clients: ClientsAnswer;
  traffic: TrafficAnswer;
}) => {
  const { program, environment } = place;
  const { text, change } = useSearchState();
  const [isConnecting, setConnecting] = useState(false);
  const says = useDelivery(program, environment)?.says ?? delivery;
  const { data: clients } = useQuery({
    ...clientsQuery(program, environment),
    initialData: initialClients,
  });
  const { data: traffic } = useQuery({
    ...trafficQuery(program, environment),
    initialData: initialTraffic,
  });
  const { counts } = clients;
  const all = counts.current + counts["on-its-way"] + counts.straggler + counts.lost;
  const connect = { address, capability, owners, place };
  return (
    <>
      <PageHeader
        actions={
          <>
            <EnvironmentLinks
              current={environment}
              environments={environments}
              page="clients"
              program={program}
            />
            {all > 0 && (
              <Button icon="plus" onClick={() => setConnecting(true)} size="sm">
                Connect a client
              </Button>
            )}
          </>
        }
        title="Clients"
      >
        Version {clients.version}. {says}
      </PageHeader>
      <TrafficAlarms owners={owners} place={place} traffic={traffic} />
      <Tabs
        label="Clients"
        onChange={(value) => change({ view: value === "instances" ? null : value })}
        tabs={[
          {
            value: "instances",
            label: "Instances",
            count: all,
            content:
              all === 0 ? (
                <Panel title="Nobody has reported yet">
                  <p className="max-w-3xl text-ink-2">
                    A client reads the switches, decides in its own process and reports what it runs
                    every 30 s. Connect the first one: it stands here with its first receipt.
                  </p>
                  <ConnectClient {...connect} />
                </Panel>
              ) : (
                <InstancesView initial={clients} mayRemove={mayRemove} place={place} />
              ),
          },
          {
            value: "traffic",
            label: "Declared against observed",
            content: <TrafficView initial={traffic} owners={owners} place={place} />,
          },
        ]}
        value={text("view") === "traffic" ? "traffic" : "instances"}
      />
      {isConnecting && <ConnectDialog {...connect} onClose={() => setConnecting(false)} />}
    </>
  );
};
