"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { clientStates } from "@/components/clients/client-state";
import { ClientTable } from "@/components/clients/client-table";
import { VersionSpread } from "@/components/clients/version-spread";
import type { ChangePlace } from "@/components/switches/use-change";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SearchField } from "@/components/ui/search-field";
import { type ClientsAnswer, clientsQuery } from "@/lib/client/client-queries";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import { useSettled } from "@/lib/client/use-settled";

const RemoveDialog = dynamic(
  () =>
    import("@/components/clients/remove-clients-dialog").then(
      (module) => module.RemoveClientsDialog,
    ),
  { ssr: false },
);

type Shown = keyof typeof clientStates | "all";
const isState = (text: string): text is keyof typeof clientStates => text in clientStates;

const atOnce = 200;
const atMost = 500;

/** Every instance, narrowed by state and by part of its name; the lost and the stragglers first. */
export const InstancesView = ({
  place: { program, environment },
  mayRemove,
  initial,
}: {
  place: ChangePlace;
  mayRemove: boolean;
  /** All of them, as the page has them. */
  initial: ClientsAnswer;
}) => {
  const { text, change } = useSearchState();
  const [limit, setLimit] = useState(atOnce);
  const [removing, setRemoving] = useState<readonly string[] | null>(null);
  const named = text("state");
  const state: Shown = isState(named) ? named : "all";
  const search = text("q");
  const settled = useSettled(search, 250);
  const isAll = state === "all" && settled === "" && limit === atOnce;
  const found = useQuery({
    ...clientsQuery(program, environment, { state, search: settled, limit }),
    enabled: !isAll,
  });
  const answer = isAll ? initial : (found.data ?? initial);
  const { counts, clients, total, next } = answer;
  const lost = clients.filter((client) => client.state === "lost").map(({ instance }) => instance);
  const all = counts.current + counts["on-its-way"] + counts.straggler + counts.lost;
  return (
    <div className="flex flex-col gap-3.5">
      <VersionSpread clients={initial} />
      <div>
        <div className="mb-2.5 flex flex-wrap items-center gap-2">
          <ChipChoice
            label="State"
            onChange={(value) => change({ state: value === "all" ? null : value })}
            options={[
              { value: "all", label: "All", count: all },
              ...Object.entries(clientStates).map(([value, { label }]) => ({
                value: value as Shown,
                label,
                count: counts[value as keyof typeof counts],
              })),
            ]}
            value={state}
          />
          <SearchField
            className="w-full sm:w-64"
            label="Instance, runtime, client, edge"
            onChange={(value) => change({ q: value })}
            value={search}
          />
          {mayRemove && lost.length > 0 && (
            <span className="ml-auto">
              <Button onClick={() => setRemoving(lost)} size="sm">
                Remove {lost.length === 1 ? "the lost one" : `${lost.length} lost`}
              </Button>
            </span>
          )}
        </div>
        {found.error && !isAll ? (
          <ErrorState fault={problemOf(found.error)} onRetry={() => found.refetch()} />
        ) : clients.length === 0 ? (
          <EmptyState
            action={<Button onClick={() => change({ state: null, q: null })}>Show all</Button>}
            title="No instance fits"
          />
        ) : (
          <ClientTable clients={clients} onRemove={mayRemove ? setRemoving : undefined} />
        )}
        {next !== null && (
          <p className="mt-2.5 flex flex-wrap items-center gap-3 text-ink-2">
            {clients.length} of {total} instances.
            {limit < atMost ? (
              <Button onClick={() => setLimit(atMost)} size="sm">
                Show {Math.min(total, atMost)}
              </Button>
            ) : (
              "Narrow them by state or by name to see others."
            )}
          </p>
        )}
      </div>
      {removing && (
        <RemoveDialog
          instances={removing}
          onClose={() => setRemoving(null)}
          place={{ program, environment }}
        />
      )}
    </div>
  );
};
