"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { rulesWords } from "@/components/deployments/deployment-words";
import { EnvironmentDeployments } from "@/components/deployments/environment-deployments";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Snippet } from "@/components/ui/snippet";
import {
  type DeploymentsAnswer,
  type EvidenceRulesAnswer,
  evidenceRulesQuery,
} from "@/lib/client/deployment-queries";
import type { ProgramSummary } from "@/lib/contract/programs";

const RulesDialog = dynamic(
  () => import("@/components/deployments/rules-dialog").then((module) => module.RulesDialog),
  { ssr: false },
);

/** Which build of which side runs where, and so which evidence counts. */
export const DeploymentsView = ({
  program,
  deployments,
  rules: initialRules,
  tabs,
}: {
  program: ProgramSummary;
  /** By environment, in the program's order. */
  deployments: readonly DeploymentsAnswer[];
  rules: EvidenceRulesAnswer;
  /** The way to the other pages about evidence. */
  tabs: ReactNode;
}) => {
  const { data: rules } = useQuery({
    ...evidenceRulesQuery(program.key),
    initialData: initialRules,
  });
  const [isEditing, setEditing] = useState(false);
  const environment = program.environments[0]?.key ?? "staging";
  return (
    <>
      <PageHeader
        actions={
          program.may.includes("criteria:edit") && (
            <Button onClick={() => setEditing(true)}>Which evidence counts</Button>
          )
        }
        title="Deployments"
      >
        {rulesWords(rules)}
      </PageHeader>
      {tabs}
      <div className="flex flex-col gap-3.5">
        {program.environments.map((each, at) => {
          const initial = deployments[at];
          return (
            initial && (
              <EnvironmentDeployments
                environment={each}
                initial={initial}
                key={each.key}
                mayReport={program.may.includes("evidence:report")}
                owners={program.owners}
                program={program.key}
              />
            )
          );
        })}
        <Panel title="How CI tells">
          <Snippet
            label="Copy the command"
            text={`./bin/signalbox deployed --program ${program.key} --environment ${environment} --side ${program.owners.target} --commit "$(git rev-parse HEAD)"`}
          />
          <p className="mt-2 text-ink-2">
            A new build ends the earlier ones of its side. With{" "}
            <code className="mono whitespace-nowrap">--alongside</code> it runs beside them, as a
            canary does. <code className="mono whitespace-nowrap">--dry-run</code> only says what
            would become unknown.
          </p>
        </Panel>
      </div>
      {isEditing && (
        <RulesDialog onClose={() => setEditing(false)} program={program.key} was={rules} />
      )}
    </>
  );
};
