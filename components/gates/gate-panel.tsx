"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { FactList } from "@/components/gates/fact-list";
import {
  type GatePlace,
  gateAddress,
  isAboutBudgets,
  readingLook,
  stepWords,
} from "@/components/gates/gate-words";
import { RuleView } from "@/components/gates/rule-view";
import { Button, buttonClass } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Mark } from "@/components/ui/mark";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { gateQuery } from "@/lib/client/gate-queries";
import { problemOf } from "@/lib/client/problem-error";
import type { GateDetail } from "@/lib/contract/gates";

const WaiverDialog = dynamic(
  () => import("@/components/gates/waiver-dialog").then((module) => module.WaiverDialog),
  { ssr: false },
);
const GateChart = dynamic(() =>
  import("@/components/gates/gate-chart").then((module) => module.GateChart),
);

const holds = ({ capability, gate, isRequired }: GateDetail): string => {
  const rows = [
    ...(capability.routes > 0
      ? [`${capability.routes} route${capability.routes === 1 ? "" : "s"}`]
      : []),
    ...(capability.workers > 0
      ? [`${capability.workers} worker${capability.workers === 1 ? "" : "s"}`]
      : []),
  ].join(" and ");
  const step = isRequired ? `before ${stepWords[gate.guards]}` : "nothing here: it is not required";
  return rows === "" ? step : `${rows}, ${step}`;
};

/** One cell of the board: what it reads, where it fails, the facts, whose it is, and what can be done. */
export const GatePanel = ({
  place,
  gate,
  capability,
  mayWaive,
  onClose,
}: {
  place: GatePlace;
  gate: string;
  capability: string;
  mayWaive: boolean;
  /** Left out where what it stands in closes by itself. */
  onClose?: () => void;
}) => {
  const { data, error, refetch } = useQuery(gateQuery(place, gate, capability));
  const [isAsking, setAsking] = useState(false);
  if (error) return <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />;
  if (!data) return <SkeletonRows label="Reading the gate" rows={6} />;
  const { reading } = data;
  const { word, mark } = readingLook[reading.state];
  const waiting = data.waivers.find(({ state }) => state === "asked");
  return (
    <div className="flex flex-col gap-3">
      <div>
        <div className="flex items-center gap-2">
          <Mark kind={mark} label={word} />
          <h2 className="min-w-0 flex-1 font-bold text-lg wrap-anywhere">
            {data.gate.title}, {data.capability.name}
          </h2>
          {onClose && <IconButton icon="cross" label="Close" onClick={onClose} size="sm" />}
        </div>
        <p className="mt-1 text-ink-2 wrap-anywhere">{reading.because}</p>
        {reading.isDryRun && <p className="text-ink-3">Dry run: it reads and does not bind.</p>}
      </div>
      {isAboutBudgets(data.gate.rule) && <GateChart capability={capability} place={place} />}
      <RuleView clause={reading.clause} program={place.program} rule={data.gate.rule} />
      <FactList facts={reading.facts} />
      <DefinitionList
        items={[
          { term: "Owner", says: reading.owner ?? "nobody is named" },
          { term: "Holds", says: holds(data) },
          ...(reading.until
            ? [{ term: "Reads so until", says: <Time iso={reading.until} key="until" /> }]
            : []),
          ...(data.history[0]
            ? [
                {
                  term: "Reads so since",
                  says: <Time iso={data.history[0].at} key="since" />,
                },
              ]
            : []),
        ]}
      />
      {waiting && (
        <p className="text-ink-2">
          {waiting.askedBy} asked for a waiver <Time iso={waiting.askedAt} />; a second person has
          to agree.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Link
          className={buttonClass()}
          href={gateAddress(place, gate, capability)}
          prefetch={false}
        >
          Rule, history, waivers
        </Link>
        {mayWaive && !reading.waiver && !waiting && reading.state !== "pass" && (
          <Button onClick={() => setAsking(true)}>Ask for a waiver</Button>
        )}
      </div>
      {isAsking && (
        <WaiverDialog
          capability={data.capability}
          gate={data.gate}
          isProtected={data.isProtected}
          onClose={() => setAsking(false)}
          owner={reading.owner}
          place={place}
        />
      )}
    </div>
  );
};
