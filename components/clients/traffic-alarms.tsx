"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { Owners } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { type TrafficAnswer, trafficQuery } from "@/lib/client/client-queries";
import { itemAddress, programAddress } from "@/lib/client/program-address";

type Alarm = { readonly route: string; readonly title: string; readonly says: string };

const shownAtMost = 4;

const Alarms = ({
  title,
  alarms,
  place: { program, environment },
}: {
  title: string;
  alarms: readonly Alarm[];
  place: ChangePlace;
}) => (
  <Banner
    action={
      <Link
        className="font-medium text-target hover:underline"
        href={programAddress(program, "clients", {
          environment,
          view: "traffic",
          show: "disagrees",
        })}
      >
        Show all that disagree
      </Link>
    }
    title={title}
    tone="red"
  >
    <ul>
      {alarms.slice(0, shownAtMost).map(({ route, title: name, says }) => (
        <li key={route}>
          <Link className="mono hover:underline" href={itemAddress(program, "route", route)}>
            {name}
          </Link>
          : {says}
        </li>
      ))}
    </ul>
  </Banner>
);

const routes = (count: number) => (count === 1 ? "1 route" : `${count} routes`);

/** Routes that are handled by somebody else than their owner, after a flip or after a rollback. */
export const TrafficAlarms = ({
  place,
  owners,
  traffic,
}: {
  place: ChangePlace;
  owners: Owners;
  traffic: TrafficAnswer;
}) => {
  const disagreeing = traffic.capabilities.reduce((sum, each) => sum + each.disagreeing, 0);
  const found = useQuery({
    ...trafficQuery(place.program, place.environment, { show: "disagrees", limit: 100 }),
    enabled: disagreeing > 0,
  });
  const others =
    disagreeing === 0
      ? []
      : (found.data?.routes ?? []).filter(({ declaredSide }) => declaredSide === "legacy");
  if (traffic.alarmCount === 0 && others.length === 0) return null;
  return (
    <div className="mb-3.5 flex flex-col gap-2.5">
      {traffic.alarmCount > 0 && (
        <Alarms
          alarms={traffic.alarms}
          place={place}
          title={`${routes(traffic.alarmCount)} of ${owners.target} ${traffic.alarmCount === 1 ? "is" : "are"} still handled by ${owners.legacy}`}
        />
      )}
      {others.length > 0 && (
        <Alarms
          alarms={others}
          place={place}
          title={`${routes(others.length)} of ${owners.legacy} ${others.length === 1 ? "is" : "are"} not handled by ${owners.legacy} alone`}
        />
      )}
    </div>
  );
};
