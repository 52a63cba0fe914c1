"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import type { Owners } from "@/components/switches/change-words";
import {
  type ForceInEffect,
  forceScopeWords,
  isForceOver,
} from "@/components/switches/force-words";
import { requestAddress } from "@/components/switches/request-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { clientsQuery } from "@/lib/client/client-queries";
import { programAddress } from "@/lib/client/program-address";
import { requestsQuery } from "@/lib/client/request-queries";
import type { EnvironmentSummary } from "@/lib/contract/programs";
import type { RequestView } from "@/lib/contract/requests";

const LiftDialog = dynamic(
  () => import("@/components/switches/lift-dialog").then((module) => module.LiftDialog),
  { ssr: false },
);

const line = "flex flex-wrap items-start gap-x-4 gap-y-1.5 border-line-soft border-t px-4 py-2.5";

const Force = ({
  program,
  force,
  lift,
  onLift,
}: {
  program: string;
  force: ForceInEffect;
  /** What was asked for to lift it and waits. */
  lift: RequestView | undefined;
  onLift?: (force: ForceInEffect) => void;
}) => (
  <li className={line}>
    <div className="min-w-0 flex-1 basis-64">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="red">forced</Badge>
        <span className="font-strong">{forceScopeWords(force)}</span>
      </p>
      <p className="wrap-anywhere">{force.reason}</p>
      <p className="text-ink-3">
        {force.by}, <Time iso={force.since} />
        {force.until === null ? (
          ", until somebody lifts it"
        ) : (
          <>
            , to end <Time iso={force.until} />
            {isForceOver(force, Date.now()) && "; lifting it takes a second person"}
          </>
        )}
      </p>
      {lift && (
        <Link
          className="font-medium text-target hover:underline"
          href={requestAddress(program, lift)}
        >
          Request {lift.number} to lift it waits
        </Link>
      )}
    </div>
    {onLift && (
      <Button
        aria-label={`Lift the force on ${forceScopeWords(force)}`}
        onClick={() => onLift(force)}
        size="sm"
      >
        Lift
      </Button>
    )}
  </li>
);

/** Forces of the control plane, and machines that force legacy by themselves. */
export const ForcedNow = ({
  program,
  environment,
  owners,
  mayLift,
}: {
  program: string;
  environment: EnvironmentSummary;
  owners: Owners;
  mayLift: boolean;
}) => {
  const [lifting, setLifting] = useState<ForceInEffect | null>(null);
  const { key, name } = environment;
  const machines = useQuery({
    ...clientsQuery(program, key, { state: "forced", limit: 20 }),
    refetchInterval: 10_000,
  }).data;
  const requests = useQuery(requestsQuery(program, "waiting", key)).data?.requests;
  const { force, ...where } = environment;
  const forced = machines?.counts.forced ?? 0;
  return (
    <Panel flush title="Forced now">
      {force.length === 0 && forced === 0 && (
        <div className="border-line-soft border-t">
          <EmptyState title={`Nothing is forced in ${name.toLowerCase()}`}>
            The rules decide. “Force {owners.legacy}” stands in the header of every page.
          </EmptyState>
        </div>
      )}
      <ul>
        {force.map((each) => (
          <Force
            force={{ ...each, environment: where }}
            key={`${each.scope} ${each.key}`}
            lift={requests?.find(
              ({ asked: { lift } }) =>
                lift?.scope === each.scope && (lift.key ?? null) === each.key,
            )}
            onLift={mayLift ? setLifting : undefined}
            program={program}
          />
        ))}
        {machines?.clients.map(({ instance, runtime, localForce }) => (
          <li className={line} key={instance}>
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex flex-wrap items-center gap-2">
                <Badge tone="red">forces by itself</Badge>
                <span className="mono wrap-anywhere">{instance}</span>
                <span className="text-ink-3">{runtime}</span>
              </p>
              <p className="wrap-anywhere">{localForce?.reason}</p>
              <p className="text-ink-3">
                <Time iso={localForce?.since ?? null} />. It ends where it was begun: on that
                machine.
              </p>
            </div>
          </li>
        ))}
      </ul>
      {forced > (machines?.clients.length ?? 0) && (
        <p className="border-line-soft border-t px-4 py-2.5">
          <Link
            className="font-medium text-target hover:underline"
            href={programAddress(program, "clients", { environment: key, state: "forced" })}
          >
            All {forced} machines that force by themselves
          </Link>
        </p>
      )}
      {lifting && (
        <LiftDialog
          force={lifting}
          onClose={() => setLifting(null)}
          owners={owners}
          program={program}
        />
      )}
    </Panel>
  );
};
