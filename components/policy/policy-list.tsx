"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { policyWords } from "@/components/policy/policy-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import { policyQuery } from "@/lib/client/request-queries";
import type { PolicyView } from "@/lib/contract/policy";

const PolicyDialog = dynamic(
  () => import("@/components/policy/policy-dialog").then((module) => module.PolicyDialog),
  { ssr: false },
);
const FreezeDialog = dynamic(
  () => import("@/components/policy/freeze-dialog").then((module) => module.FreezeDialog),
  { ssr: false },
);

type Environment = { readonly key: string; readonly name: string };

const PolicyLine = ({
  program,
  environment,
  initial,
  mayConfigure,
}: {
  program: string;
  environment: Environment;
  initial: PolicyView;
  mayConfigure: boolean;
}) => {
  const { data: policy } = useQuery({
    ...policyQuery(program, environment.key),
    initialData: initial,
  });
  const [open, setOpen] = useState<"policy" | "freeze" | null>(null);
  const dialog = { program, environment, policy, onClose: () => setOpen(null) };
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line-soft border-t px-4 py-3 first:border-t-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-strong">{environment.name}</span>
          {policy.isProtected && <Icon name="lock" size={12} />}
          {policy.freeze && <Badge tone="amber">frozen</Badge>}
        </p>
        <ul className="text-ink-2">
          {policyWords(policy).map((says) => (
            <li key={says}>{says}</li>
          ))}
          {policy.freeze && (
            <li>
              Frozen by {policy.freeze.by} <Time iso={policy.freeze.since} />
              {policy.freeze.until ? (
                <>
                  , ends <Time iso={policy.freeze.until} />
                </>
              ) : (
                ", until somebody ends it"
              )}
              : {policy.freeze.reason}
            </li>
          )}
        </ul>
      </div>
      {mayConfigure && (
        <div className="flex flex-wrap gap-2">
          <Button
            aria-label={`${policy.freeze ? "End the freeze of" : "Freeze"} ${environment.name}`}
            onClick={() => setOpen("freeze")}
            size="sm"
          >
            {policy.freeze ? "End the freeze" : "Freeze"}
          </Button>
          <Button
            aria-label={`Edit the policy of ${environment.name}`}
            onClick={() => setOpen("policy")}
            size="sm"
          >
            Edit
          </Button>
        </div>
      )}
      {open === "policy" && <PolicyDialog {...dialog} />}
      {open === "freeze" && <FreezeDialog {...dialog} />}
    </li>
  );
};

/** How changes are made in each environment of a program. */
export const PolicyList = ({
  program,
  environments,
  mayConfigure,
}: {
  program: string;
  environments: readonly (Environment & { readonly policy: PolicyView })[];
  mayConfigure: boolean;
}) => (
  <ul className="rounded-lg border bg-panel">
    {environments.map(({ policy, ...environment }) => (
      <PolicyLine
        environment={environment}
        initial={policy}
        key={environment.key}
        mayConfigure={mayConfigure}
        program={program}
      />
    ))}
  </ul>
);
