"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { gateAddress } from "@/components/gates/gate-words";
import type { WaiverVerb } from "@/components/gates/waiver-decision";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import type { WaiverView } from "@/lib/contract/waivers";

const WaiverDecision = dynamic(() =>
  import("@/components/gates/waiver-decision").then((module) => module.WaiverDecision),
);

const tones = {
  asked: "blue",
  active: "violet",
  overdue: "red",
  refused: "grey",
  ended: "grey",
} as const satisfies Record<WaiverView["state"], Tone>;

export type WaiverRights = { readonly mayDecide: boolean; readonly mayAsk: boolean };

/** What the reader can do with a waiver: nobody decides on their own. */
const verbsOf = (waiver: WaiverView, { mayDecide, mayAsk }: WaiverRights): WaiverVerb[] => {
  if (waiver.state === "asked") return mayDecide && !waiver.isMine ? ["agree", "refuse"] : [];
  if (waiver.state === "active" || waiver.state === "overdue") {
    return mayDecide || (mayAsk && waiver.isMine) ? ["end"] : [];
  }
  return [];
};

const verbLabel = { agree: "Agree", refuse: "Refuse", end: "End" } as const;

/** Waivers with who, why, until when, what became of each, and what the reader can do. */
export const WaiverList = ({
  program,
  environment,
  waivers,
  rights,
  showsPlace = true,
}: {
  program: string;
  environment: string;
  waivers: readonly WaiverView[];
  rights: WaiverRights;
  /** Gate and capability of each, where they are not the page's own. */
  showsPlace?: boolean;
}) => {
  const [doing, setDoing] = useState<{ waiver: WaiverView; verb: WaiverVerb } | null>(null);
  return (
    <>
      <ul>
        {waivers.map((waiver) => (
          <li
            className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line-soft border-t py-3 first:border-t-0"
            key={waiver.id}
          >
            <div className="min-w-0 flex-1 basis-72">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Badge tone={tones[waiver.state]}>{waiver.state}</Badge>
                {showsPlace && (
                  <Link
                    className="font-strong hover:underline"
                    href={gateAddress(
                      { program, environment: waiver.environment ?? environment },
                      waiver.gate,
                      waiver.capability,
                    )}
                    prefetch={false}
                  >
                    {waiver.gate}, {waiver.capability}
                  </Link>
                )}
                <span className="text-ink-2">
                  {waiver.state === "overdue" ? "its time was over " : "until "}
                  <Time iso={waiver.until} />
                </span>
              </p>
              <p className="mt-0.5 wrap-anywhere">{waiver.reason}</p>
              <p className="mt-0.5 text-ink-2 text-sm">
                Asked by {waiver.askedBy} <Time iso={waiver.askedAt} />, owner {waiver.owner}.
                {waiver.decided && (
                  <>
                    {" "}
                    {waiver.state === "refused" ? "Refused" : "Agreed"} by {waiver.decided.by}{" "}
                    <Time iso={waiver.decided.at} />
                    {waiver.decided.because && `: ${waiver.decided.because}`}.
                  </>
                )}
                {waiver.ended && (
                  <>
                    {" "}
                    Ended by {waiver.ended.by} <Time iso={waiver.ended.at} />:{" "}
                    {waiver.ended.because}
                  </>
                )}
              </p>
            </div>
            <div className="flex gap-2">
              {verbsOf(waiver, rights).map((verb) => (
                <Button
                  aria-label={`${verbLabel[verb]}: ${waiver.gate}, ${waiver.capability}`}
                  key={verb}
                  onClick={() => setDoing({ waiver, verb })}
                  size="sm"
                >
                  {verbLabel[verb]}
                </Button>
              ))}
              {waiver.state === "asked" && waiver.isMine && (
                <span className="text-ink-3 text-sm">somebody else decides</span>
              )}
            </div>
          </li>
        ))}
      </ul>
      {doing && (
        <WaiverDecision
          {...doing}
          environment={doing.waiver.environment ?? environment}
          onClose={() => setDoing(null)}
          program={program}
        />
      )}
    </>
  );
};
