"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { ChangeHistory } from "@/components/switches/change-history";
import { deliveryWords } from "@/components/switches/change-words";
import type { FlipOf } from "@/components/switches/flip-dialog";
import { RuleList } from "@/components/switches/rule-list";
import { WaitingRequests } from "@/components/switches/waiting-requests";
import { WorkerList } from "@/components/switches/worker-list";
import { Banner } from "@/components/ui/banner";
import { chipClass } from "@/components/ui/chip";
import { ErrorState } from "@/components/ui/error-state";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { problemOf } from "@/lib/client/problem-error";
import { programAddress } from "@/lib/client/program-address";
import {
  type ChangesAnswer,
  type SwitchesAnswer,
  switchesQuery,
} from "@/lib/client/switch-queries";
import { useDelivery } from "@/lib/client/use-delivery";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { ProgramSummary } from "@/lib/contract/programs";
import type { ChangeView } from "@/lib/contract/switches";

const FlipDialog = dynamic(() =>
  import("@/components/switches/flip-dialog").then((module) => module.FlipDialog),
);
const UndoDialog = dynamic(() =>
  import("@/components/switches/undo-dialog").then((module) => module.UndoDialog),
);
const AddRuleDialog = dynamic(() =>
  import("@/components/switches/add-rule-dialog").then((module) => module.AddRuleDialog),
);

type Open =
  | { readonly kind: "flip"; readonly flip: FlipOf }
  | { readonly kind: "undo"; readonly change: ChangeView }
  | { readonly kind: "add" };

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
  history: ChangesAnswer;
}) => {
  const place = { program, environment: environment.key };
  const live = useProgramLive(program);
  const switches = useQuery({ ...switchesQuery(program, environment.key), initialData: initial });
  const delivery = useDelivery(program, environment.key) ?? initial.delivery;
  const [open, setOpen] = useState<Open | null>(null);
  const { owners, version, updatedAt, rules, workers, force } = switches.data;
  const actions = {
    mayFlip: may.includes("switch:flip"),
    mayRollBack: may.includes("switch:rollback"),
    onFlip: (flip: FlipOf) => setOpen({ kind: "flip", flip }),
  };
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        actions={
          <nav aria-label="Environments" className="flex flex-wrap gap-2">
            {environments.map(({ key, name, isProtected }) => (
              <Link
                aria-current={key === environment.key ? "page" : undefined}
                className={chipClass(key === environment.key)}
                href={programAddress(program, "switches", { environment: key })}
                key={key}
              >
                {name}
                {isProtected && <Icon name="lock" size={12} />}
                {isProtected && <span className="sr-only">protected</span>}
              </Link>
            ))}
          </nav>
        }
        title="Switches"
      >
        Version {version} ·{" "}
        {delivery.version === version ? deliveryWords(delivery) : "on its way to the clients"} ·{" "}
        <Time iso={updatedAt} />
        {live === "reconnecting" && <span className="text-legacy"> · line lost, trying again</span>}
      </PageHeader>
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
      <div className="grid items-start gap-3.5 xl:grid-cols-[minmax(0,1fr)_25rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <RuleList
            onAdd={() => setOpen({ kind: "add" })}
            program={program}
            rules={rules}
            {...actions}
          />
          <WorkerList owners={owners} program={program} workers={workers} {...actions} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <WaitingRequests place={place} />
          <ChangeHistory
            initial={history}
            onUndo={actions.mayRollBack ? (change) => setOpen({ kind: "undo", change }) : undefined}
            owners={owners}
            place={place}
          />
        </div>
      </div>
      {open?.kind === "flip" && (
        <FlipDialog
          {...place}
          {...open.flip}
          isProtected={environment.isProtected}
          onClose={close}
          owners={owners}
        />
      )}
      {open?.kind === "undo" && <UndoDialog change={open.change} onClose={close} place={place} />}
      {open?.kind === "add" && (
        <AddRuleDialog onChoose={actions.onFlip} onClose={close} switches={switches.data} />
      )}
    </>
  );
};
