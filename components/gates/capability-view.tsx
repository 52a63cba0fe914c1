"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { BudgetCharts } from "@/components/gates/budget-charts";
import { CapabilityEvidence } from "@/components/gates/capability-evidence";
import { CapabilityGates } from "@/components/gates/capability-gates";
import { CapabilityOwners } from "@/components/gates/capability-owners";
import { CapabilityItems, CapabilityTests } from "@/components/gates/capability-rows";
import { CapabilitySide } from "@/components/gates/capability-side";
import { mayStepWords, plural } from "@/components/gates/gate-words";
import { PacketMenu } from "@/components/gates/packet-menu";
import { WaiverList, type WaiverRights } from "@/components/gates/waiver-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { capabilityQuery } from "@/lib/client/gate-queries";
import { signOffAddress } from "@/lib/client/program-address";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { CapabilityDetail, CapabilityPlace } from "@/lib/contract/capability";

const sentence = (detail: CapabilityDetail, place: CapabilityPlace): string => {
  const rows = [
    detail.routes > 0 && plural(detail.routes, "route"),
    detail.workers > 0 && plural(detail.workers, "worker"),
  ].filter(Boolean);
  const count = (state: string): number =>
    place.gates.filter((gate) => gate.state === state && !gate.isDryRun).length;
  const step = mayStepWords(place);
  return `${rows.join(" and ") || "No routes or workers"}${
    detail.teams.length > 0 ? ` of ${detail.teams.join(", ")}` : ""
  }. In ${place.name.toLowerCase()} ${count("fail")} of ${plural(place.gates.length, "gate")} fail and ${count("unknown")} are unknown. ${step}`;
};

/** A capability's evidence packet as a page: can it go, and what says so. */
export const CapabilityView = ({
  initial,
  environment,
  rights,
}: {
  initial: CapabilityDetail;
  environment: string;
  rights: WaiverRights & { readonly mayFlip: boolean };
}) => {
  const { program } = initial;
  useProgramLive(program);
  const { data: detail } = useQuery({
    ...capabilityQuery(program, initial.key),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(initial.readAt),
  });
  const place = detail.places.find((each) => each.environment === environment);
  if (!place) return null;
  const waivers = detail.waivers.filter((each) => each.environment === environment);
  return (
    <>
      <PageHeader
        actions={<PacketMenu capability={detail.key} environment={environment} program={program} />}
        title={detail.name}
      >
        {sentence(detail, place)}{" "}
        <Link
          className="text-target hover:underline"
          href={`/programs/${program}/gates?environment=${encodeURIComponent(environment)}`}
        >
          All capabilities
        </Link>{" "}
        <Link
          className="text-target hover:underline"
          href={signOffAddress(program, "capability", detail.key)}
          prefetch={false}
        >
          Signatures
        </Link>
      </PageHeader>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <CapabilityGates detail={detail} environment={environment} />
          {place.budgets.length > 0 && (
            <Panel title="Budgets">
              <BudgetCharts
                budgets={place.budgets}
                environment={environment}
                owners={detail.owners}
                program={program}
              />
            </Panel>
          )}
          <Panel title="Evidence">
            <CapabilityEvidence detail={detail} environment={environment} />
          </Panel>
          <CapabilityTests detail={detail} />
          <CapabilityItems detail={detail} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title="Owners">
            <CapabilityOwners detail={detail} mayFlip={rights.mayFlip} />
          </Panel>
          {waivers.length > 0 && (
            <Panel title="Waivers">
              <WaiverList
                environment={environment}
                program={program}
                rights={rights}
                waivers={waivers}
              />
            </Panel>
          )}
          <CapabilitySide detail={detail} place={place} />
        </div>
      </div>
    </>
  );
};
