"use client";
import { useQuery } from "@tanstack/react-query";
import type { CoupledPlace } from "@/components/switches/coupled-place";
import type { ChangePlace } from "@/components/switches/use-change";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { coupledPlanQuery } from "@/lib/client/plan-queries";

/** Where something hangs together with more than itself, the plan that moves all of it; nothing is drawn elsewhere. */
export const CoupledOffer = ({
  place,
  of,
  owners,
  onPlan,
}: {
  place: ChangePlace;
  of: CoupledPlace;
  owners: { readonly legacy: string; readonly target: string };
  onPlan: (of: CoupledPlace) => void;
}) => {
  const { data: plan } = useQuery(coupledPlanQuery(place, { ...of, to: owners[of.to] }));
  if (!plan || plan.queues.length + plan.workers.length === 0) return null;
  if (of.level === "worker" && plan.routes.length === 0 && plan.workers.length <= 1) return null;
  return (
    <div className="mt-3">
      <Banner
        action={
          <Button onClick={() => onPlan(of)} size="sm">
            Move as one plan
          </Button>
        }
        title="It does not stand alone"
        tone="amber"
      >
        {plan.says}
      </Banner>
    </div>
  );
};
