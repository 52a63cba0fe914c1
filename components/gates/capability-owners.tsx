"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { mayStepWords } from "@/components/gates/gate-words";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { OwnerShareBar } from "@/components/switches/owner-share-bar";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { CapabilityDetail, CapabilityPlace } from "@/lib/contract/capability";

const FlipDialog = dynamic(
  () => import("@/components/switches/flip-dialog").then((module) => module.FlipDialog),
  { ssr: false },
);

const wordOf = ({ side }: CapabilityPlace, owners: CapabilityDetail["owners"]): string =>
  side === null ? "several" : side === "off" ? "off" : owners[side];

/** Who owns a capability in each environment, how far its gates let it go there, and its flip. */
export const CapabilityOwners = ({
  detail,
  mayFlip,
}: {
  detail: CapabilityDetail;
  mayFlip: boolean;
}) => {
  const [flip, setFlip] = useState<CapabilityPlace | null>(null);
  return (
    <>
      <ul className="-my-2">
        {detail.places.map((place) => {
          const { legacy, canary, target, off } = place.owners;
          const isSwitched = legacy + canary + target + off > 0;
          return (
            <li
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line-soft border-t py-2.5 first:border-t-0"
              key={place.environment}
            >
              <span className="flex w-24 items-center gap-1 font-strong">
                {place.name}
                {place.isProtected && <Icon name="lock" size={11} />}
              </span>
              {isSwitched ? (
                <>
                  {place.side === null ? (
                    <span className="text-ink-2">several</span>
                  ) : (
                    <OwnerBadge side={place.side} word={wordOf(place, detail.owners)} />
                  )}
                  <OwnerShareBar
                    canary={canary}
                    legacy={legacy}
                    target={target}
                    words={detail.owners}
                  />
                </>
              ) : (
                <span className="text-ink-3">nothing to switch</span>
              )}
              <span className="min-w-0 flex-1" />
              {mayFlip && isSwitched && (
                <Button
                  aria-label={`Flip ${detail.name} in ${place.name}`}
                  onClick={() => setFlip(place)}
                  size="sm"
                >
                  Flip
                </Button>
              )}
              <span className="w-full text-ink-2 text-sm">{mayStepWords(place)}</span>
            </li>
          );
        })}
      </ul>
      {flip && (
        <FlipDialog
          environment={flip.environment}
          isProtected={flip.isProtected}
          level="capability"
          onClose={() => setFlip(null)}
          owners={detail.owners}
          program={detail.program}
          side={flip.side}
          subject={detail.key}
          title={detail.name}
        />
      )}
    </>
  );
};
