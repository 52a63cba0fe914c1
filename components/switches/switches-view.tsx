"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useEffect } from "react";
import { RuleList } from "@/components/switches/rule-list";
import { SwitchDialogs, useSwitchDialogs } from "@/components/switches/switch-dialogs";
import { SwitchesHeader } from "@/components/switches/switches-header";
import { WaitingRequests } from "@/components/switches/waiting-requests";
import { WorkerList } from "@/components/switches/worker-list";
import { Banner } from "@/components/ui/banner";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { useChangeDraft } from "@/lib/client/change-draft";
import { problemOf } from "@/lib/client/problem-error";
import {
  type ChangesAnswer,
  type SwitchesAnswer,
  switchesQuery,
} from "@/lib/client/switch-queries";
import { useDelivery } from "@/lib/client/use-delivery";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import type { ProgramSummary } from "@/lib/contract/programs";

const loading = () => <SkeletonRows rows={6} />;
const ChangeHistory = dynamic(
  () => import("@/components/switches/change-history").then((module) => module.ChangeHistory),
  { loading },
);
// Not on the server: what is written into its fields before the page has come alive would be lost.
const OwnershipPanel = dynamic(
  () => import("@/components/switches/ownership-panel").then((module) => module.OwnershipPanel),
  { loading, ssr: false },
);
const DraftTray = dynamic(
  () => import("@/components/switches/draft-tray").then((module) => module.DraftTray),
  { ssr: false },
);

const views = ["rules", "workers", "owner", "history"] as const;

/** Who owns what in one environment, by which rule, and how it came to that. */
export const SwitchesView = ({
  program,
  environment,
  environments,
  may,
  initial,
  history,
}: {
  program: string;
  environment: ProgramSummary["environments"][number];
  environments: ProgramSummary["environments"];
  may: readonly string[];
  initial: SwitchesAnswer;
  /** Read beforehand where the page opens on it. */
  history?: ChangesAnswer;
}) => {
  const place = { program, environment: environment.key };
  const live = useProgramLive(program);
  const switches = useQuery({ ...switchesQuery(program, environment.key), initialData: initial });
  const delivery = useDelivery(program, environment.key) ?? initial.delivery;
  const { text, change } = useSearchState();
  const { draft, put, clear } = useChangeDraft(place);
  const dialogs = useSwitchDialogs();
  const { owners, version, updatedAt, rules, workers, force } = switches.data;
  const view = views.find((each) => each === text("view")) ?? "rules";
  const mayRollBack = may.includes("switch:rollback");
  const actions = {
    mayFlip: may.includes("switch:flip"),
    mayRollBack,
    onFlip: dialogs.flip,
    onPlan: dialogs.plan,
    onDraft: put,
  };
  useEffect(() => {
    if (window.location.hash === "#history") change({ view: "history" });
  }, [change]);
  const tabs = [
    {
      value: "rules",
      label: "Rules",
      count: rules.length,
      content: (
        <RuleList
          draft={draft}
          environment={environment.key}
          onAdd={dialogs.add}
          program={program}
          switches={switches.data}
          {...actions}
        />
      ),
    },
    {
      value: "workers",
      label: "Workers",
      count: workers.length,
      content: <WorkerList {...place} owners={owners} workers={workers} />,
    },
    {
      value: "owner",
      label: "Who owns this?",
      content: <OwnershipPanel place={place} switches={switches.data} />,
    },
    {
      value: "history",
      label: "History",
      content: (
        <ChangeHistory
          initial={history}
          onRestore={mayRollBack ? dialogs.restore : undefined}
          onUndo={mayRollBack ? dialogs.undo : undefined}
          owners={owners}
          place={place}
          version={version}
        />
      ),
    },
  ];
  return (
    <>
      <SwitchesHeader
        delivery={delivery}
        environment={environment.key}
        environments={environments}
        isLive={live === "live"}
        program={program}
        updatedAt={updatedAt}
        version={version}
        view={view === "rules" ? null : view}
      />
      {switches.error && (
        <div className="mb-3.5">
          <ErrorState fault={problemOf(switches.error)} onRetry={() => switches.refetch()} />
        </div>
      )}
      {force.length > 0 && (
        <div className="mb-3.5">
          <Banner title="A force stands above these rules" tone="grey">
            What it covers is on {owners.legacy} until it is lifted, whatever stands below.
          </Banner>
        </div>
      )}
      <WaitingRequests place={place} />
      <Tabs
        label="Switches"
        onChange={(next) => change({ view: next === "rules" ? null : next })}
        tabs={tabs}
        value={view}
      />
      {draft.length > 0 && (
        <DraftTray
          draft={draft}
          onDiscard={clear}
          onReview={dialogs.review}
          owners={owners}
          place={place}
        />
      )}
      <SwitchDialogs
        dialogs={dialogs}
        isProtected={environment.isProtected}
        place={place}
        switches={switches.data}
      />
    </>
  );
};
