"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { FactList } from "@/components/gates/fact-list";
import { type GatePlace, isAboutBudgets, stepWords } from "@/components/gates/gate-words";
import { HistoryStrip } from "@/components/gates/history-strip";
import { ReadingBanner } from "@/components/gates/reading-banner";
import { RuleView } from "@/components/gates/rule-view";
import { WaiverList } from "@/components/gates/waiver-list";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { gateQuery } from "@/lib/client/gate-queries";
import { capabilityAddress } from "@/lib/client/program-address";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { GateDetail } from "@/lib/contract/gates";

const WaiverDialog = dynamic(
  () => import("@/components/gates/waiver-dialog").then((module) => module.WaiverDialog),
  { ssr: false },
);
const GateChart = dynamic(() =>
  import("@/components/gates/gate-chart").then((module) => module.GateChart),
);

type Rights = { readonly mayAsk: boolean; readonly mayDecide: boolean; readonly mayEdit: boolean };

const criteriaAddress = ({ program, environment }: GatePlace, gate: string): string =>
  `/programs/${program}/gates/criteria?environment=${encodeURIComponent(environment)}&gate=${encodeURIComponent(gate)}`;

const GateFacts = ({ detail, place }: { detail: GateDetail; place: GatePlace }) => {
  const { gate, reading, capability, isRequired } = detail;
  return (
    <DefinitionList
      items={[
        {
          term: "Capability",
          says: (
            <Link
              className="text-target hover:underline"
              href={capabilityAddress(place.program, capability.key, place.environment)}
              key="capability"
            >
              {capability.name}
            </Link>
          ),
        },
        { term: "Environment", says: detail.environment },
        { term: "Guards", says: stepWords[gate.guards] },
        { term: "Required here", says: isRequired ? "yes" : "no" },
        { term: "Owner", says: reading.owner ?? gate.owner ?? "nobody is named" },
        { term: "Holds", says: `${capability.routes} routes, ${capability.workers} workers` },
        { term: "Read", says: <Time iso={detail.readAt} key="read" /> },
        ...(reading.until
          ? [{ term: "Reads so until", says: <Time iso={reading.until} key="until" /> }]
          : []),
        {
          term: "Criteria changed",
          says: (
            <span key="changed">
              <Time iso={gate.changedAt} /> by {gate.changedBy}, version {gate.version}
            </span>
          ),
        },
      ]}
    />
  );
};

/** One gate of one capability in full: reading, rule, facts, history, waivers. */
export const GatePageView = ({
  place,
  initial,
  rights,
}: {
  place: GatePlace;
  initial: GateDetail;
  rights: Rights;
}) => {
  useProgramLive(place.program);
  const { data: detail } = useQuery({
    ...gateQuery(place, initial.gate.key, initial.capability.key),
    initialData: initial,
  });
  const [isAsking, setAsking] = useState(false);
  const { gate, reading, capability, waivers } = detail;
  const isSetAside = waivers.some(({ state }) => state === "asked" || state === "active");
  return (
    <>
      <PageHeader
        actions={
          <>
            {rights.mayEdit && (
              <Link className={buttonClass()} href={criteriaAddress(place, gate.key)}>
                Edit the criteria
              </Link>
            )}
            {rights.mayAsk && !isSetAside && reading.state !== "pass" && (
              <Button onClick={() => setAsking(true)}>Ask for a waiver</Button>
            )}
          </>
        }
        title={`${gate.title}, ${capability.name}`}
      >
        <Link
          className="text-target hover:underline"
          href={`/programs/${place.program}/gates?environment=${encodeURIComponent(place.environment)}`}
        >
          Gates
        </Link>{" "}
        of {detail.environment}. Guards {stepWords[gate.guards]}.{" "}
        {gate.isDryRun && <Badge>dry run</Badge>}
      </PageHeader>
      <div className="mb-3.5">
        <ReadingBanner reading={reading} />
      </div>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title="Facts">
            <FactList facts={reading.facts} />
          </Panel>
          {isAboutBudgets(gate.rule) && (
            <Panel title="Measured">
              <GateChart capability={capability.key} most={4} place={place} />
            </Panel>
          )}
          <Panel title="Rule">
            <RuleView clause={reading.clause} program={place.program} rule={gate.rule} />
          </Panel>
          <Panel title="History">
            <HistoryStrip history={detail.history} readAt={detail.readAt} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title="The gate">
            <GateFacts detail={detail} place={place} />
          </Panel>
          <Panel title="Waivers">
            {waivers.length === 0 ? (
              <p className="text-ink-2">It was never set aside.</p>
            ) : (
              <WaiverList
                environment={place.environment}
                program={place.program}
                rights={rights}
                showsPlace={false}
                waivers={waivers}
              />
            )}
          </Panel>
        </div>
      </div>
      {isAsking && (
        <WaiverDialog
          capability={capability}
          gate={gate}
          isProtected={detail.isProtected}
          onClose={() => setAsking(false)}
          owner={reading.owner}
          place={place}
        />
      )}
    </>
  );
};
