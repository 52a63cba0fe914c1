"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { DeploymentRow } from "@/components/deployments/deployment-row";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Panel } from "@/components/ui/panel";
import { type DeploymentsAnswer, deploymentsQuery } from "@/lib/client/deployment-queries";
import type { DeploymentView } from "@/lib/contract/deployments";

const EndDialog = dynamic(
  () => import("@/components/deployments/end-dialog").then((module) => module.EndDialog),
  { ssr: false },
);

const sides = ["legacy", "target"] as const;

/** What runs in one environment, side by side, and what ran before. */
export const EnvironmentDeployments = ({
  program,
  owners,
  environment,
  initial,
  mayReport,
}: {
  program: string;
  owners: { legacy: string; target: string };
  environment: { key: string; name: string; isProtected: boolean };
  initial: DeploymentsAnswer;
  mayReport: boolean;
}) => {
  const { live, history } = useQuery({
    ...deploymentsQuery(program, environment.key),
    initialData: initial,
  }).data;
  const [ending, setEnding] = useState<DeploymentView | null>(null);
  const missing = sides.filter((side) => live.every((build) => build.side !== side));
  const canaries = sides.filter((side) => live.filter((build) => build.side === side).length > 1);
  return (
    <Panel
      flush
      title={
        <span className="inline-flex items-center gap-2">
          {environment.name}
          {environment.isProtected && <Icon name="lock" size={12} />}
        </span>
      }
    >
      {live.length === 0 && history.length === 0 ? (
        <div className="border-line-soft border-t">
          <EmptyState title="Nothing was reported here">
            Until CI tells which builds run in {environment.key}, no evidence counts for it and its
            gates read unknown.
          </EmptyState>
        </div>
      ) : (
        <>
          <ul>
            {live.map((build) => (
              <DeploymentRow
                build={build}
                key={build.id}
                onEnd={mayReport ? () => setEnding(build) : undefined}
                owners={owners}
              />
            ))}
          </ul>
          {missing.map((side) => (
            <p className="border-line-soft border-t px-4 py-2 text-ink-2" key={side}>
              No build of {owners[side]} is reported: nothing counts for it.
            </p>
          ))}
          {canaries.map((side) => (
            <p className="border-line-soft border-t px-4 py-2 text-ink-2" key={side}>
              Several builds of {owners[side]} run: evidence has to hold for each of them.
            </p>
          ))}
          {history.length > 0 && (
            <details className="border-line-soft border-t">
              <summary className="cursor-pointer px-4 py-2 text-ink-2 hover:text-ink">
                {history.length === 1 ? "1 earlier build" : `${history.length} earlier builds`}
              </summary>
              <ul>
                {history.map((build) => (
                  <DeploymentRow build={build} key={build.id} owners={owners} />
                ))}
              </ul>
            </details>
          )}
        </>
      )}
      {ending && (
        <EndDialog
          build={ending}
          environment={environment.key}
          onClose={() => setEnding(null)}
          program={program}
          word={owners[ending.side]}
        />
      )}
    </Panel>
  );
};
