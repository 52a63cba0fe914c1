import type { GateFact } from "@/lib/domain/gate-reading";

const hour = 3_600_000;
const factsAtMost = 40;

/** What a rule reads before anything is set aside: no waiver, no name of the gate yet. */
export type RuleReading = {
  readonly state: "pass" | "fail" | "unknown" | "not-applicable";
  readonly because: string;
  readonly short: string | null;
  readonly clause: string | null;
  readonly facts: readonly GateFact[];
  readonly until: string | null;
};

/**
 * One thing that a check looked at: its verdict, and when age alone turns it. Its words are made only
 * where they are shown: a capability may have thousands of tests.
 */
export type Finding = Omit<GateFact, "says" | "link"> & {
  readonly says: string | (() => string);
  readonly link: string | (() => string) | null;
  readonly until: string | null;
};

const made = <Words extends string | null>(words: Words | (() => string)): Words | string =>
  typeof words === "function" ? words() : words;

/** What a finding says. */
export const saysOf = ({ says }: Finding): string => made(says);

/** A finding; `until` only where age alone turns it. */
export const finding = (
  verdict: GateFact["verdict"],
  says: Finding["says"],
  more: {
    readonly link?: Finding["link"];
    readonly at?: string | null;
    readonly until?: string | null;
  } = {},
): Finding => ({
  verdict,
  says,
  link: more.link ?? null,
  at: more.at ?? null,
  until: more.until ?? null,
});

/** How long ago an ISO time was, in hours; 0 for one to come. */
export const hoursSince = (at: string, now: Date): number =>
  Math.max(0, (now.getTime() - new Date(at).getTime()) / hour);

/** When something of that time becomes so many hours old. */
export const ageComesDue = (at: string, hours: number): string =>
  new Date(new Date(at).getTime() + hours * hour).toISOString();

/** An age as people say it: `40 min`, `7 h`, `12 days`. */
export const ageWords = (hours: number): string => {
  if (hours < 1) return `${Math.floor(hours * 60)} min`;
  if (hours < 72) return `${Math.floor(hours)} h`;
  return `${Math.floor(hours / 24)} days`;
};

const order = { fail: 0, unknown: 1, pass: 2, neutral: 3 } as const;

/** The earliest of some times; `null` where there is none. */
export const earliest = (times: readonly (string | null)[]): string | null =>
  times.filter((time) => time !== null).sort()[0] ?? null;

const plural = (count: number): string => (count === 1 ? "1 more" : `${count} more`);

/**
 * Folds what a check found into a reading: one failure fails it, one unknown leaves it unknown, and
 * nothing at all is unknown too, in the words of `empty`. The worst findings come first.
 */
export const foldFindings = (
  findings: readonly Finding[],
  words: { readonly empty: string; readonly pass: string; readonly short?: string | null },
): RuleReading => {
  const sorted = [...findings].sort((one, other) => order[one.verdict] - order[other.verdict]);
  const [worst] = sorted;
  const state = worst === undefined || worst.verdict === "neutral" ? "unknown" : worst.verdict;
  const alike = sorted.filter(({ verdict }) => verdict === worst?.verdict).length;
  const rest = alike > 1 ? ` And ${plural(alike - 1)}.` : "";
  const because =
    worst === undefined || worst.verdict === "neutral"
      ? words.empty
      : state === "pass"
        ? words.pass
        : `${saysOf(worst)}${rest}`;
  return {
    state,
    because,
    short: words.short ?? null,
    clause: null,
    facts: sorted.slice(0, factsAtMost).map(({ verdict, says, link, at }) => ({
      verdict,
      says: made(says),
      link: made(link),
      at,
    })),
    until: earliest(sorted.map(({ until }) => until)),
  };
};

/** A reading that is unknown as a whole, with what little it was read from. */
export const unknownReading = (because: string, facts: readonly GateFact[] = []): RuleReading => ({
  state: "unknown",
  because,
  short: null,
  clause: null,
  facts,
  until: null,
});

/** Addresses of what a reading speaks of. */
export const linkTo = {
  row: (program: string, { kind, key }: { kind: string; key: string }): string =>
    `/programs/${program}/items/${kind}/${encodeURIComponent(key)}`,
  signature: (program: string, { kind, key }: { kind: string; key: string }): string =>
    `/programs/${program}/sign-offs/${kind}/${encodeURIComponent(key)}`,
  evidence: (program: string, id: string): string => `/programs/${program}/evidence/${id}`,
  budget: (program: string, key: string): string =>
    `/programs/${program}/budgets/${encodeURIComponent(key)}`,
  decision: (program: string, key: string): string =>
    `/programs/${program}/decisions/${encodeURIComponent(key)}`,
};
