"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { deliveryWords } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { DialogSection } from "@/components/ui/dialog";
import { Mark } from "@/components/ui/mark";
import { programAddress } from "@/lib/client/program-address";
import { deliveryQuery } from "@/lib/client/switch-queries";
import type { ChangeAnswer } from "@/lib/contract/switches";

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
    // Streams are written within milliseconds; whoever is not reached in 2 s is slow, and the page shows it later.
    refetchInterval: ({ state: { data: delivery, dataUpdateCount } }) => {
      const isSent =
        delivery !== undefined &&
        delivery.version >= answer.version &&
        delivery.sentTo === delivery.of;
      if (!isSent && dataUpdateCount <= 10) return 200;
      // Instances tell with their receipts, which follow a version at once and come every 30 s in any case.
      return delivery !== undefined && delivery.applied < delivery.heard ? 1_000 : 10_000;
    },
  });
  const far =
    data === undefined || data.version < answer.version
      ? "on its way to the clients"
      : data.version > answer.version
        ? `version ${data.version} has followed it`
        : deliveryWords(data);
  return (
    <DialogSection>
      <div className="flex items-start gap-2.5">
        <Mark kind="pass" label="accepted" />
        <div>
          <p className="font-strong" role="status">
            {answer.repeated
              ? `It was so already in version ${answer.version}`
              : `Version ${answer.version} accepted`}{" "}
            · {far}
          </p>
          <p className="mt-0.5 text-ink-2">{answer.effect.says}</p>
          <Link
            className="mt-1.5 inline-block font-medium text-target hover:underline"
            href={`${programAddress(program, "switches", { environment })}#history`}
            onClick={onLeave}
          >
            See it in the history
          </Link>
        </div>
      </div>
    </DialogSection>
  );
};
