"use client";
import { useQuery } from "@tanstack/react-query";
import type { GatePlace } from "@/components/gates/gate-words";
import { GatesTabs } from "@/components/gates/gates-tabs";
import { WaiverList, type WaiverRights } from "@/components/gates/waiver-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { waiversQuery } from "@/lib/client/gate-queries";
import { useProgramLive } from "@/lib/client/use-program-live";
import type { WaiverView } from "@/lib/contract/waivers";

const sections = [
  { title: "Overdue", states: ["overdue"] },
  { title: "Asked for", states: ["asked"] },
  { title: "Active", states: ["active"] },
  { title: "Over", states: ["ended", "refused"] },
] as const satisfies readonly { title: string; states: readonly WaiverView["state"][] }[];

/** Gates that are set aside in an environment, overdue ones first. */
export const WaiversView = ({
  place,
  initial,
  rights,
}: {
  place: GatePlace;
  initial: { waivers: WaiverView[] };
  rights: WaiverRights;
}) => {
  useProgramLive(place.program);
  const { data } = useQuery({ ...waiversQuery(place), initialData: initial });
  const count = (state: WaiverView["state"]): number =>
    data.waivers.filter((waiver) => waiver.state === state).length;
  const groups = sections
    .map(({ title, states }) => ({
      title,
      waivers: data.waivers.filter(({ state }) => (states as readonly string[]).includes(state)),
    }))
    .filter(({ waivers }) => waivers.length > 0);
  return (
    <>
      <PageHeader title="Waivers">
        Gates set aside in {place.environment}: {count("active")} active, {count("asked")} asked
        for, {count("overdue")} overdue. None is for ever.
      </PageHeader>
      <GatesTabs environment={place.environment} program={place.program} />
      {groups.length === 0 ? (
        <EmptyState title="Nothing is set aside">
          A gate can be set aside for a capability from its cell on the board, for a while and with
          a reason.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-3.5">
          {groups.map(({ title, waivers }) => (
            <Panel key={title} title={`${title} (${waivers.length})`}>
              <WaiverList
                environment={place.environment}
                program={place.program}
                rights={rights}
                waivers={waivers}
              />
            </Panel>
          ))}
        </div>
      )}
    </>
  );
};
