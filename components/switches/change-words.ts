import type { ChangeEffect, SwitchLevel } from "@/lib/contract/switches";

export type Owners = { readonly legacy: string; readonly target: string };

/** Where a rule is sent: an owner, or away altogether. */
export type Aim = "target" | "legacy" | "off" | "remove";

const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en-GB")} ${noun}${number === 1 ? "" : "s"}`;

/** How many rows change owner: `8 routes and 1 worker`; empty for none. */
export const movedWords = ({
  routesMoved,
  workersMoved,
}: Pick<ChangeEffect, "routesMoved" | "workersMoved">): string =>
  [
    ...(routesMoved > 0 ? [count(routesMoved, "route")] : []),
    ...(workersMoved > 0 ? [count(workersMoved, "worker")] : []),
  ].join(" and ");

/** The heading over a list of moves: `9 routes change owner`. */
export const movesHeading = (effect: ChangeEffect): string => {
  const moved = movedWords(effect);
  if (moved === "") return "Nobody changes owner";
  return `${moved} ${effect.routesMoved + effect.workersMoved === 1 ? "changes" : "change"} owner`;
};

/** What the dialog is about: `Flip v2 push in staging`. */
export const flipTitle = (aim: Aim, title: string, environment: string): string =>
  ({
    target: `Flip ${title} in ${environment}`,
    legacy: `Roll back ${title} in ${environment}`,
    off: `Switch ${title} off in ${environment}`,
    remove: `Remove the rule of ${title} in ${environment}`,
  })[aim];

/** The words of the button: `Flip 8 routes to go`. */
export const flipAction = (aim: Aim, owners: Owners, effect: ChangeEffect | undefined): string => {
  const moved = effect ? movedWords(effect) : "";
  if (aim === "legacy") return `Roll back to ${owners.legacy}`;
  if (aim === "off") return "Switch off";
  if (aim === "remove") return "Remove the rule";
  return moved === "" ? `Set to ${owners.target}` : `Flip ${moved} to ${owners.target}`;
};

type Today = {
  readonly level: SwitchLevel;
  /** Null where there are several. */
  readonly word: string | null;
  readonly rule: {
    readonly owner: string;
    readonly cohort: string | null;
    readonly decides: number;
  } | null;
};

/** Who decides today, where the page that opened the dialog does not say it. */
export const todayWords = ({ level, word, rule }: Today): string => {
  if (level === "worker") return word === "off" ? "Nobody runs it today." : `Run by ${word} today.`;
  if (rule === null) {
    return `No rule of its own today: wider ones decide${word === null ? "" : `, and say ${word}`}.`;
  }
  const says = rule.cohort ?? rule.owner;
  return `Today its own rule decides ${count(rule.decides, "route")}: ${says}.`;
};

/** Who meets an owner, without its name: `for 10 % of orgs`; null for everybody. */
export const cohortNote = ({
  owner,
  cohort,
}: {
  readonly owner: string;
  readonly cohort: string | null;
}): string | null =>
  cohort?.startsWith(`${owner} for `) ? cohort.slice(owner.length + 1) : cohort;

/** How far a version went: in effect where instances report, else `sent to 3 of 3 connected clients`. */
export const deliveryWords = ({
  sentTo,
  of,
  heard = 0,
  says = "",
}: {
  readonly sentTo: number;
  readonly of: number;
  /** Instances that report, and what is to be said of them. */
  readonly heard?: number;
  readonly says?: string;
}): string => {
  if (heard > 0) return `${says.charAt(0).toLowerCase()}${says.slice(1).replace(/\.$/, "")}`;
  return of === 0
    ? "nobody listens"
    : `sent to ${sentTo} of ${of} connected ${of === 1 ? "client" : "clients"}`;
};
