"use client";
import { type ReactNode, useId } from "react";
import type { Aim } from "@/components/switches/change-words";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { OwnerOption } from "@/components/switches/owner-card";
import { Icon } from "@/components/ui/icon";

const notes = {
  target: "for everybody, or for a canary first",
  legacy: "for everybody: a rollback",
  off: "nobody runs it",
  remove: "what stands above it decides",
} satisfies Record<Aim, string>;

/** From whom it goes, and the owners it can go to. */
export const FlipOwners = ({
  now,
  aim,
  aims,
  words,
  isWorker,
  onAim,
}: {
  now: ReactNode;
  aim: Aim;
  aims: readonly Aim[];
  words: Readonly<Record<Exclude<Aim, "remove">, string>>;
  isWorker: boolean;
  onAim: (aim: Aim) => void;
}) => {
  const group = useId();
  return (
    <div className="grid items-center gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1.5fr)]">
      {now}
      <span className="hidden text-ink-3 sm:block">
        <Icon name="arrow-right" size={18} />
      </span>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="sr-only">New owner</legend>
        {aims.map((each) => (
          <OwnerOption
            badge={
              each === "remove" ? (
                <span className="font-strong">no rule of its own</span>
              ) : (
                <OwnerBadge side={each} word={words[each]} />
              )
            }
            checked={each === aim}
            key={each}
            name={group}
            note={isWorker && each !== "off" ? "runs it" : notes[each]}
            onChoose={onAim}
            value={each}
          />
        ))}
      </fieldset>
    </div>
  );
};
