"use client";
import { useState } from "react";
import { movesHeading } from "@/components/switches/change-words";
import { InterlockReadings } from "@/components/switches/interlock-readings";
import { MaskedRules } from "@/components/switches/masked-rules";
import { Banner } from "@/components/ui/banner";
import { classNames } from "@/components/ui/class-names";
import { DialogSection } from "@/components/ui/dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ChangeEffect } from "@/lib/contract/switches";

const shownAtFirst = 8;
// What half of the dialog holds in monospace; longer paths differ at their ends and are not cut there.
const halfWidth = 34;

const Moves = ({ effect }: { effect: ChangeEffect }) => {
  const [isWhole, setWhole] = useState(false);
  const rows = [
    ...effect.routeMoves.map(({ route, method, path, from, to }) => ({
      key: `route ${route}`,
      method,
      path,
      says: `${from} → ${to}`,
    })),
    ...effect.workerMoves.map(({ worker, from, to }) => ({
      key: `worker ${worker}`,
      method: "worker",
      path: worker,
      says: `${from} → ${to}`,
    })),
  ];
  const shown = isWhole ? rows : rows.slice(0, shownAtFirst);
  const hidden = effect.routesMoved + effect.workersMoved - shown.length;
  const ways = [...new Set(rows.map(({ says }) => says))];
  return (
    <>
      {ways.length <= 3 && <p className="mb-1.5 text-ink-3 text-sm">{ways.join("; ")}</p>}
      <ul
        className={classNames(
          "grid gap-x-5 gap-y-0.5",
          shown.every(({ path }) => path.length <= halfWidth) && "sm:grid-cols-2",
        )}
      >
        {shown.map(({ key, method, path, says }) => (
          <li className="flex min-w-0 items-baseline gap-2" key={key} title={`${path}: ${says}`}>
            <span className="w-13 shrink-0 text-ink-3 text-xs">{method}</span>
            <span className="mono min-w-0 break-all">{path}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && !isWhole && (
        <button
          className="mt-1 font-medium text-target hover:underline"
          onClick={() => setWhole(true)}
          type="button"
        >
          {hidden.toLocaleString("en-GB")} more
        </button>
      )}
      {hidden > 0 && isWhole && (
        <p className="mt-1 text-ink-3">and {hidden.toLocaleString("en-GB")} more</p>
      )}
    </>
  );
};

/** The blast radius of a change: what stands against it, what moves, what stays by a nearer rule. */
export const ChangeEffectView = ({
  effect,
  isReckoning,
  isAsked = false,
}: {
  effect: ChangeEffect | undefined;
  isReckoning: boolean;
  /** It is asked for and made later: what stands against it now has to be settled by then. */
  isAsked?: boolean;
}) => {
  if (effect === undefined) {
    return (
      <DialogSection title="What would change owner">
        <SkeletonRows label="Reckoning what would change" rows={3} />
      </DialogSection>
    );
  }
  const moves = effect.routesMoved + effect.workersMoved;
  // Readings have a list of their own; the sentences that repeat them are left out.
  const readings = new Set(effect.interlocks.map(({ title, because }) => `${title}: ${because}`));
  const refusals = effect.refusals.filter((says) => !readings.has(says));
  const warnings = effect.warnings.filter((says) => !readings.has(says));
  const refuses = refusals.length < effect.refusals.length;
  return (
    <div
      aria-busy={isReckoning}
      className={classNames("transition-opacity", isReckoning && "opacity-50")}
    >
      {refusals.length + warnings.length > 0 && (
        <DialogSection>
          <div className="flex flex-col gap-2">
            {refusals.map((says, at) =>
              effect.needsRequest && at === 0 ? (
                <Banner key={says} title="Others have to approve this">
                  {says}
                </Banner>
              ) : isAsked ? (
                <Banner key={says} title="Has to be settled before it is applied" tone="amber">
                  {says}
                </Banner>
              ) : (
                <Banner key={says} title="Refused here" tone="red">
                  {says}
                </Banner>
              ),
            )}
            {warnings.map((says) => (
              <Banner key={says} title={says} tone="amber" />
            ))}
          </div>
        </DialogSection>
      )}
      <DialogSection title={<span aria-live="polite">{movesHeading(effect)}</span>}>
        {moves > 0 ? (
          <Moves effect={effect} />
        ) : (
          <p className="text-ink-2">
            {effect.kind === "none"
              ? "The rules are as this asks already."
              : "The rules change, and every route and worker stays with its owner."}
          </p>
        )}
        {effect.masked.length > 0 && <MaskedRules masked={effect.masked} />}
      </DialogSection>
      {effect.interlocks.length > 0 && (
        <DialogSection
          title={
            refuses && !isAsked
              ? "Interlocks, which refuse this here"
              : "Interlocks, as they read now"
          }
        >
          <InterlockReadings readings={effect.interlocks} />
        </DialogSection>
      )}
    </div>
  );
};
