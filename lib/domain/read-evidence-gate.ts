import type { EvidenceFact, GateFacts, RowPlace } from "@/lib/domain/gate-facts";
import { isTested } from "@/lib/domain/gate-facts";
import {
  ageComesDue,
  ageWords,
  type Finding,
  finding,
  foldFindings,
  hoursSince,
  linkTo,
  type RuleReading,
} from "@/lib/domain/gate-verdict";

export type EvidenceDemand = {
  readonly kind: string;
  /** Older evidence reads unknown; 0 takes any age. */
  readonly maxAgeDays: number;
  /** Of which environment; empty: of none in particular, or of the one that is read. */
  readonly environment: string;
};

const isOf = (place: RowPlace, { about }: EvidenceFact): boolean =>
  about !== "all" && about.some(({ kind, key }) => kind === place.kind && key === place.key);

/** The evidence that a demand is about, the newest first. */
const candidates = (
  facts: GateFacts,
  { kind, environment }: Pick<EvidenceDemand, "kind" | "environment">,
): EvidenceFact[] =>
  facts.evidence
    .filter(
      (each) =>
        each.kind === kind &&
        (environment === ""
          ? each.environment === null || each.environment === facts.environment
          : each.environment === environment),
    )
    .sort((one, other) => (one.at < other.at ? 1 : -1));

const findingOf = (
  facts: GateFacts,
  evidence: EvidenceFact,
  maxAgeDays: number,
  now: Date,
): Finding => {
  const { kind, outcome, says, by, at, stale } = evidence;
  const link = linkTo.evidence(facts.program, evidence.id);
  const age = hoursSince(at, now);
  const told = `${kind}${says === "" ? "" : ` (${says})`}, by ${by} ${ageWords(age)} ago`;
  if (stale !== null) return finding("unknown", `${told}: ${stale}`, { link, at });
  if (outcome === "fail") return finding("fail", `It failed: ${told}.`, { link, at });
  if (outcome === "inconclusive") {
    return finding("unknown", `It came out neither way: ${told}.`, { link, at });
  }
  if (maxAgeDays > 0 && age >= maxAgeDays * 24) {
    return finding("unknown", `${told}, which counts for ${maxAgeDays} days.`, { link, at });
  }
  return finding("pass", `It passed: ${told}.`, {
    link,
    at,
    until: maxAgeDays > 0 ? ageComesDue(at, maxAgeDays * 24) : null,
  });
};

/**
 * Whether evidence of a kind says that it passes, and is young enough: evidence about the whole
 * capability decides by the newest; else every row has to have its own.
 */
export const readEvidence = (facts: GateFacts, demand: EvidenceDemand, now: Date): RuleReading => {
  const known = candidates(facts, demand);
  const newest = known.find(({ about }) => about === "all");
  const where = demand.environment === "" ? "" : ` in ${demand.environment}`;
  const words = {
    empty: `No ${demand.kind} has been reported for it${where}.`,
    pass: `The newest ${demand.kind}${where} passed.`,
  };
  if (newest) return foldFindings([findingOf(facts, newest, demand.maxAgeDays, now)], words);
  if (known.length === 0) return foldFindings([], words);
  const rows = facts.rows.filter(isTested);
  const findings = rows.map((row): Finding => {
    const own = known.find((evidence) => isOf(row, evidence));
    return own
      ? findingOf(facts, own, demand.maxAgeDays, now)
      : finding("unknown", `${row.key} has no ${demand.kind}${where}.`, {
          link: linkTo.row(facts.program, row),
        });
  });
  const passing = findings.filter(({ verdict }) => verdict === "pass").length;
  return foldFindings(findings, { ...words, short: `${passing}/${rows.length}` });
};

/**
 * Whether some of its traffic has been on the target for so many hours: by canary evidence that says
 * so, or by the time since its first cohort as the history of switches tells it.
 */
export const readCanary = (
  facts: GateFacts,
  { hours }: { readonly hours: number },
  now: Date,
): RuleReading => {
  const words = {
    empty: `No canary is known in ${facts.environment}: nothing of it has been on ${facts.owners.target}.`,
    pass: `A canary of ${hours} h has passed in ${facts.environment}.`,
    short: `${hours} h`,
  };
  const reported = candidates(facts, { kind: "canary", environment: facts.environment }).find(
    ({ about }) => about === "all",
  );
  if (reported) {
    const seen = findingOf(facts, reported, 0, now);
    const isShort = seen.verdict === "pass" && reported.hours !== null && reported.hours < hours;
    const told = isShort
      ? {
          ...seen,
          verdict: "unknown" as const,
          says: `The canary ran for ${ageWords(reported.hours ?? 0)}; ${hours} h are asked for.`,
        }
      : seen;
    if (told.verdict !== "unknown" || facts.flip.someSince === null) {
      return foldFindings([told], words);
    }
  }
  const since = facts.flip.step === "none" ? null : facts.flip.someSince;
  if (since === null) return { ...foldFindings([], words), short: null };
  const ran = hoursSince(since, now);
  const link = `/programs/${facts.program}/switches?environment=${facts.environment}`;
  if (ran >= hours) {
    const says = `Its first cohort has been on ${facts.owners.target} for ${ageWords(ran)}.`;
    return foldFindings([finding("pass", says, { link, at: since })], words);
  }
  const says = `Its first cohort has been on ${facts.owners.target} for ${ageWords(ran)}; ${hours} h are asked for.`;
  const until = ageComesDue(since, hours);
  return foldFindings([finding("unknown", says, { link, at: since, until })], {
    ...words,
    short: ageWords(ran),
  });
};

/** Whether all of it has been on the target for so many hours without a break. */
export const readBurnIn = (
  facts: GateFacts,
  { hours }: { readonly hours: number },
  now: Date,
): RuleReading => {
  const { target } = facts.owners;
  const since = facts.flip.step === "all" ? facts.flip.allSince : null;
  const link = `/programs/${facts.program}/switches?environment=${facts.environment}`;
  const words = {
    empty: `It is not wholly on ${target} in ${facts.environment}: it has not begun to burn in.`,
    pass: `It has been wholly on ${target} for ${hours} h and more.`,
  };
  if (since === null) return foldFindings([], words);
  const ran = hoursSince(since, now);
  const short = ageWords(ran);
  const says = `All of it has been on ${target} for ${short}`;
  return ran >= hours
    ? foldFindings([finding("pass", `${says}.`, { link, at: since })], { ...words, short })
    : foldFindings(
        [
          finding("unknown", `${says}; ${hours} h are asked for.`, {
            link,
            at: since,
            until: ageComesDue(since, hours),
          }),
        ],
        { ...words, short },
      );
};
