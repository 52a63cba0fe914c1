"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DeliverySteps } from "@/components/switches/delivery-steps";
import type { ChangePlace } from "@/components/switches/use-change";
import { DialogSection } from "@/components/ui/dialog";
import { Mark } from "@/components/ui/mark";
import { programAddress } from "@/lib/client/program-address";
import { deliveryQuery } from "@/lib/client/switch-queries";
import type { ChangeAnswer, DeliveryView } from "@/lib/contract/switches";

type Delivery = Pick<
  ReturnType<(typeof DeliveryView)["parse"]>,
  "version" | "sentTo" | "of" | "applied" | "heard"
>;

const isThere = (delivery: Delivery | undefined, version: number): boolean =>
  delivery !== undefined &&
  delivery.version >= version &&
  delivery.sentTo === delivery.of &&
  delivery.applied === delivery.heard;

/** A change was accepted: its version, and how far that has gone. */
export const ChangeOutcome = ({
  place: { program, environment },
  answer,
  onLeave,
}: {
  place: ChangePlace;
  answer: ChangeAnswer;
  onLeave: () => void;
}) => {
  const { data } = useQuery({
    ...deliveryQuery(program, environment),
    staleTime: 0,
    // Streams are written within milliseconds; whoever is not reached in 5 s is slow, and the page shows it later.
    refetchInterval: ({ state: { data: delivery, dataUpdateCount } }) =>
      isThere(delivery, answer.version) || dataUpdateCount > 15 ? 5_000 : 300,
  });
  const isOvertaken = data !== undefined && data.version > answer.version;
  const reading = data?.version === answer.version ? data : undefined;
  return (
    <DialogSection>
      <div className="flex items-start gap-2.5">
        <Mark kind="pass" label="accepted" />
        <div>
          <p className="font-strong" role="status">
            {answer.repeated
              ? `It was so already in version ${answer.version}`
              : `Version ${answer.version} accepted`}
            {isOvertaken && ` · version ${data.version} has followed it`}
            {reading && <span className="block font-normal text-ink-2">{reading.says}</span>}
          </p>
          {!isOvertaken && (
            <p className="mt-0.5 text-sm">
              <DeliverySteps state={reading?.state ?? "accepted"} />
            </p>
          )}
          <p className="mt-0.5 text-ink-2">{answer.effect.says}</p>
          <Link
            className="mt-1.5 inline-block font-medium text-target hover:underline"
            href={programAddress(program, "switches", { environment, view: "history" })}
            onClick={onLeave}
          >
            See it in the history
          </Link>
        </div>
      </div>
    </DialogSection>
  );
};
