"use client";
import { useQuery } from "@tanstack/react-query";
import { CapabilityTraffic } from "@/components/clients/capability-traffic";
import { RouteTraffic } from "@/components/clients/route-traffic";
import { observedWords } from "@/components/clients/traffic-words";
import type { Owners } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SearchField } from "@/components/ui/search-field";
import { Select } from "@/components/ui/select";
import { type TrafficAnswer, trafficQuery } from "@/lib/client/client-queries";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import { useSettled } from "@/lib/client/use-settled";

const spans = [
  { value: "15", label: "the last 15 minutes" },
  { value: "60", label: "the last hour" },
  { value: "1440", label: "the last day" },
  { value: "10080", label: "the last week" },
];

const shows = [
  { value: "all", label: "All routes" },
  { value: "disagrees", label: "Disagree" },
  { value: "observed", label: "Observed" },
  { value: "unobserved", label: "Unobserved" },
] as const;

const routesAtMost = 200;

/** What the switches say against what the upstreams counted: never "agrees" where nothing was counted. */
export const TrafficView = ({
  place: { program, environment },
  owners,
  initial,
}: {
  place: ChangePlace;
  owners: Owners;
  /** Of the last hour, every route. */
  initial: TrafficAnswer;
}) => {
  const { text, change } = useSearchState();
  const minutes = spans.find(({ value }) => value === text("minutes"))?.value ?? "60";
  const show = shows.find(({ value }) => value === text("show"))?.value ?? "all";
  const search = text("route");
  const settled = useSettled(search, 250);
  const found = useQuery({
    ...trafficQuery(program, environment, {
      minutes: Number(minutes),
      show,
      search: settled,
      limit: routesAtMost,
    }),
    placeholderData: (before) => before ?? initial,
  });
  const traffic = found.data ?? initial;
  return (
    <div className="flex flex-col gap-3.5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-2">{observedWords(traffic, owners)}</p>
        <Select
          className="w-48"
          hideLabel
          label="Time"
          onChange={(value) => change({ minutes: value === "60" ? null : value })}
          options={spans}
          value={minutes}
        />
      </div>
      {found.error && <ErrorState fault={problemOf(found.error)} onRetry={() => found.refetch()} />}
      <CapabilityTraffic
        onChoose={(capability) => change({ route: capability, show: null })}
        owners={owners}
        traffic={traffic}
      />
      <div>
        <div className="mb-2.5 flex flex-wrap items-center gap-2">
          <ChipChoice
            label="Routes"
            onChange={(value) => change({ show: value === "all" ? null : value })}
            options={shows}
            value={show}
          />
          <SearchField
            className="w-full sm:w-64"
            label="Path, route id or capability"
            onChange={(value) => change({ route: value })}
            value={search}
          />
          <span className="text-ink-3 sm:ml-auto">
            {traffic.total > traffic.routes.length
              ? `${traffic.routes.length} of ${traffic.total} routes`
              : `${traffic.total} ${traffic.total === 1 ? "route" : "routes"}`}
          </span>
        </div>
        {traffic.routes.length === 0 ? (
          <EmptyState title={show === "disagrees" ? "No route disagrees" : "No route fits"}>
            {show === "disagrees" &&
              "Of what was counted since this version, everything went to its owner."}
          </EmptyState>
        ) : (
          <RouteTraffic owners={owners} program={program} routes={traffic.routes} />
        )}
      </div>
    </div>
  );
};
