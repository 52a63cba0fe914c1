import { dayWords } from "@/components/ui/relative-time";
import type { ForecastView, NeedView, ProgramReadiness } from "@/lib/contract/overview";

export type Milestone = NonNullable<ProgramReadiness["milestone"]>;
export type Criterion = Milestone["criteria"][number];

export const verdictLook = {
  go: { word: "Go", ink: "text-pass" },
  "no-go": { word: "No-go", ink: "text-fail" },
  unknown: { word: "Unknown", ink: "text-unknown" },
} as const;

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

/** `6 of 17 criteria hold. 11 do not, and 3 owners could clear 7 of them.` */
export const holdingWords = ({ all, missing }: Milestone["summary"]["readiness"]): string => {
  if (all.total === 0) return "It has no criteria yet, so nothing says that it can go.";
  if (all.pass === all.total) {
    return all.total === 1 ? "Its one criterion holds." : `All ${all.total} criteria hold.`;
  }
  const open = all.total - all.pass;
  const named = missing.filter(({ owner }) => owner !== null);
  const clearable = named.reduce((sum, { criteria }) => sum + criteria.length, 0);
  const hold = `${all.pass} of ${plural(all.total, "criterion", "criteria")} ${all.pass === 1 ? "holds" : "hold"}.`;
  const not = `${open} ${open === 1 ? "does" : "do"} not`;
  if (clearable === 0)
    return `${hold} ${not}, and nobody is named for ${open === 1 ? "it" : "them"}.`;
  const owners = named.length === 1 ? named[0]?.owner : plural(named.length, "owner");
  return `${hold} ${not}, and ${owners} could clear ${clearable === open ? (open === 1 ? "it" : "all of them") : `${clearable} of them`}.`;
};

/** What a forecast says of the rows, in one sentence with its dates. */
export const forecastWords = (forecast: ForecastView, now: number): string => {
  switch (forecast.kind) {
    case "done":
      return "Every row is verified.";
    case "none":
      return forecast.says;
    case "never":
      return `${forecast.says.replace(/^At this pace never:/, "At this pace the rows would never be verified:")}`;
    case "range": {
      const { earliest, latest, slowest, fastest } = forecast;
      const days = Math.max(slowest.overDays, fastest.overDays);
      const pace =
        days < 7 ? `At the pace of ${days} days only` : `At the pace of the last ${weeks(days)}`;
      const first = dayWords(earliest, now);
      if (latest === null) return `${pace} the rows would be verified on ${first} at the earliest.`;
      if (latest === earliest) return `${pace} the rows would be verified on ${first}.`;
      return `${pace} the rows would be verified between ${first} and ${dayWords(latest, now)}.`;
    }
  }
};

const weeks = (days: number): string =>
  ({ 7: "week", 14: "two weeks", 28: "four weeks" })[days] ?? `${days} days`;

/** `Planned 27 Nov.`; how late where it is past. */
export const plannedWords = (
  { targetAt, isLate }: Pick<Milestone["summary"], "targetAt" | "isLate">,
  now: number,
): string => {
  if (targetAt === null) return "No date is planned.";
  return `Planned ${dayWords(targetAt, now)}${isLate ? `, ${lateDays(targetAt, now)}` : ""}.`;
};

const dayMs = 86_400_000;

/** `9 d late`; less than a day is late all the same. */
const lateDays = (dueAt: string, now: number): string => {
  const days = Math.floor((now - Date.parse(dueAt)) / dayMs);
  return days < 1 ? "late" : `${days} d late`;
};

/** Whose a criterion is, and how late. */
export const ownerWords = ({ owner, dueAt, isLate }: Criterion, now: number): string =>
  [owner ?? "nobody named", ...(isLate && dueAt !== null ? [lateDays(dueAt, now)] : [])].join(", ");

/** What can be done about a criterion, for the link beside it. */
export const actionWords = ({ kind, state, isMine }: Criterion): string => {
  if (state === "pass") return "Facts";
  if (kind === "decision") return isMine ? "Decide" : "Decision";
  if (kind === "gate") return isMine ? "Set its state" : "Gate";
  if (kind === "checklist") return isMine ? "Say it holds" : "Line";
  return "Facts";
};

/** When something that waits is due: `9 d late`, `due 27 Nov`. */
export const dueWords = ({ dueAt, isLate, kind }: NeedView, now: number): string | null => {
  if (dueAt === null) return null;
  if (isLate) return lateDays(dueAt, now);
  const verb = kind === "waiver" ? "ends" : kind === "request" ? "expires" : "due";
  return `${verb} ${dayWords(dueAt, now)}`;
};
