import { movedWords } from "@/components/switches/change-words";
import type { EnvironmentSummary } from "@/lib/contract/programs";
import type { ChangeEffect } from "@/lib/contract/switches";

export type ForceInEffect = EnvironmentSummary["force"][number] & {
  readonly environment: { readonly key: string; readonly name: string };
};

/** What a force covers: `everything`, `family registry-v2`. */
export const forceScopeWords = ({ scope, key }: { scope: string; key: string | null }): string =>
  scope === "program" ? "everything" : `${scope} ${key}`;

/** Its time is over, and it stands: what goes back to the target in a protected environment takes a second person. */
export const isForceOver = ({ until }: Pick<ForceInEffect, "until">, now: number): boolean =>
  until !== null && Date.parse(until) <= now;

/** What of an environment a force would bring back: `In staging as a whole, 3 routes are on go, 1 in a canary.` */
export const onTargetWords = (
  { share, workersOnTarget }: Pick<EnvironmentSummary, "share" | "workersOnTarget">,
  target: string,
  environment: string,
): string => {
  const parts = [
    share.target > 0 &&
      `${share.target === 1 ? "1 route is" : `${share.target} routes are`} on ${target}`,
    share.canary > 0 && `${share.canary} in a canary`,
    workersOnTarget > 0 &&
      `${workersOnTarget === 1 ? "1 worker runs" : `${workersOnTarget} workers run`} on ${target}`,
  ].filter(Boolean);
  return parts.length === 0
    ? `Nothing is on ${target} in ${environment} now; a force also holds back what comes.`
    : `In ${environment} as a whole, ${parts.join(", ")}.`;
};

/** What a force would do at once: `10 routes and 1 worker back to python at once.` */
export const forceEffectWords = (
  effect: Pick<ChangeEffect, "routesMoved" | "workersMoved">,
  legacy: string,
): string => {
  const moved = movedWords(effect);
  return moved === ""
    ? `Nothing of it has left ${legacy}; a force also holds back what comes.`
    : `${moved} back to ${legacy}, at once.`;
};

/** How long a force may be asked to hold, by minutes; without a time until somebody lifts it. */
export const holdTimes = [
  { value: "", label: "Until somebody lifts it" },
  { value: "15", label: "15 minutes" },
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
  { value: "1440", label: "1 day" },
] as const;
