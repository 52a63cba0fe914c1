"use client";
import { useQuery } from "@tanstack/react-query";
import { BudgetCharts } from "@/components/gates/budget-charts";
import type { GatePlace } from "@/components/gates/gate-words";
import { Skeleton } from "@/components/ui/skeleton";
import { capabilityQuery } from "@/lib/client/gate-queries";

const order = ["breached", "unknown", "collecting", "baselined", "within"];

/** What a gate about budgets was read from, drawn: the worst budgets first. */
export const GateChart = ({
  place,
  capability,
  most = 1,
}: {
  place: GatePlace;
  capability: string;
  /** Budgets that are drawn. */
  most?: number;
}) => {
  const { data } = useQuery(capabilityQuery(place.program, capability));
  const budgets = data?.places.find((each) => each.environment === place.environment)?.budgets;
  if (!data) return <Skeleton className="h-36 w-full" />;
  if (!budgets || budgets.length === 0) {
    return <p className="text-ink-2">No budget covers it: nothing was measured.</p>;
  }
  const worst = [...budgets].sort(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  );
  return (
    <BudgetCharts
      budgets={worst.slice(0, most)}
      environment={place.environment}
      height={150}
      owners={data.owners}
      program={place.program}
    />
  );
};
