import {
  type ChangeWindow,
  isWindowOpen,
  nextOpening,
  windowFaults,
  windowWords,
} from "@/lib/domain/change-window";
import { gateSteps } from "@/lib/domain/gate-reading";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import type { GateDemand } from "@/lib/domain/required-gates";

/** Nothing towards the target is applied while it holds. `until` as an ISO time; `null`: until somebody ends it. */
export type Freeze = {
  readonly reason: string;
  readonly by: string;
  readonly since: string;
  readonly until: string | null;
};

/** Of which teams the approvals have to come. */
export type TeamQuorum =
  | { readonly kind: "any" }
  /** From people of so many different teams. */
  | { readonly kind: "distinct"; readonly count: number }
  /** From every team that owns something that changes owner. */
  | { readonly kind: "owning" };

/** What a person may set of how changes are made in an environment. */
export type PolicySettings = {
  /** From people who did not ask. */
  readonly approvals: number;
  readonly teams: TeamQuorum;
  /** Hours after which a request that nobody finished expires. */
  readonly requestHours: number;
  /** Empty: at any time. */
  readonly windows: readonly ChangeWindow[];
  readonly interlocks: "warn" | "refuse";
  /** Which quality gates have to be open before which step. */
  readonly gates: GateDemand;
  /** Whether exports whose percentages choose other members than the clients do are refused. */
  readonly refusesOtherHashing: boolean;
};

/** How changes are made in an environment. Rollback and force never wait for any of it. */
export type EnvironmentPolicy = PolicySettings & { readonly freeze: Freeze | null };

/** What holds where nobody has set anything: domain.md, "Interlocks", and the two kinds of environment. */
export const defaultPolicy = (isProtected: boolean): EnvironmentPolicy => ({
  approvals: isProtected ? 1 : 0,
  teams: { kind: "any" },
  requestHours: 72,
  windows: [],
  interlocks: isProtected ? "refuse" : "warn",
  gates: "template",
  refusesOtherHashing: false,
  freeze: null,
});

/** The policy of an environment as it is stored, with the default for what is not said. */
export const policyOf = (stored: unknown, isProtected: boolean): EnvironmentPolicy => ({
  ...defaultPolicy(isProtected),
  ...(typeof stored === "object" && stored !== null ? (stored as Partial<EnvironmentPolicy>) : {}),
});

const isCount = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const faultsOf = (settings: PolicySettings, isProtected: boolean): Reason[] => {
  const { approvals, teams, requestHours, windows, interlocks } = settings;
  const faults: Reason[] = [];
  if (!isCount(approvals, 0, 10)) {
    faults.push({ field: "approvals", says: "Approvals are a whole number from 0 to 10." });
  } else if (isProtected && approvals === 0) {
    faults.push({
      field: "approvals",
      says: "A protected environment needs at least one approval by somebody who did not ask.",
    });
  } else if (!isProtected && approvals > 0) {
    faults.push({
      field: "approvals",
      says: "An environment that is not protected takes changes at once: nobody would ever be asked to approve.",
    });
  }
  if (teams.kind === "distinct" && !isCount(teams.count, 1, Math.max(1, approvals))) {
    faults.push({
      field: "teams.count",
      says: `${approvals} approvals cannot come from ${teams.count} teams: ask for at least one team, and no more teams than approvals.`,
    });
  }
  if (!isProtected && teams.kind !== "any") {
    faults.push({ field: "teams", says: "Teams are asked only where approvals are." });
  }
  if (!isCount(requestHours, 1, 2160)) {
    faults.push({
      field: "requestHours",
      says: "A request lives a whole number of hours, from 1 to 2160 (90 days).",
    });
  }
  if (windows.length > 20) faults.push({ field: "windows", says: "Name at most 20 windows." });
  windows.forEach((window, at) => {
    faults.push(...windowFaults(window, `windows[${at}]`));
  });
  const { gates } = settings;
  if (gates !== "template") {
    for (const step of gateSteps) {
      if ((gates[step] ?? []).length <= 100) continue;
      faults.push({ field: `gates.${step}`, says: "Name at most 100 gates before a step." });
    }
  }
  if (isProtected && interlocks === "warn") {
    faults.push({
      field: "interlocks",
      says: "In a protected environment interlocks refuse; break-glass is the way past one.",
    });
  }
  return faults;
};

/** Checks a policy before it is stored; refuses (`invalid`) with the field of every fault. */
export const refuseBadPolicy = (settings: PolicySettings, isProtected: boolean): void => {
  const faults = faultsOf(settings, isProtected);
  const [first] = faults;
  if (!first) return;
  const more = faults.length > 1 ? ` ${faults.length - 1} more faults are listed.` : "";
  throw new Refusal("invalid", `${first.says}${more}`, faults);
};

/** The freeze that holds at a moment, or `null`: one past its end holds no more. */
export const freezeAt = ({ freeze }: EnvironmentPolicy, at: Date): Freeze | null =>
  freeze && (freeze.until === null || new Date(freeze.until) > at) ? freeze : null;

/** A time as sentences say it: `2026-11-21 14:30 UTC`. */
export const timeWords = (at: Date | string): string =>
  `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Why a change towards the target may not be applied at a moment, and from when on it may; `null` where it may. */
export const waitOf = (
  policy: EnvironmentPolicy,
  environment: string,
  at: Date,
): {
  readonly kind: "freeze" | "window";
  readonly says: string;
  readonly until: Date | null;
} | null => {
  const freeze = freezeAt(policy, at);
  if (freeze) {
    const end =
      freeze.until === null ? "until somebody ends it" : `until ${timeWords(freeze.until)}`;
    return {
      kind: "freeze",
      says: `${environment} is frozen ${end} (${freeze.by}: ${freeze.reason}). Rollback and force work all the same.`,
      until: freeze.until === null ? null : new Date(freeze.until),
    };
  }
  if (isWindowOpen(policy.windows, at)) return null;
  const opens = nextOpening(policy.windows, at);
  return {
    kind: "window",
    says: `${environment} takes changes ${policy.windows.map(windowWords).join(", and ")}: next from ${timeWords(opens)}. Rollback and force work all the same.`,
    until: opens,
  };
};

const quorumWords = (teams: TeamQuorum): string =>
  ({
    any: "",
    distinct: ` from ${teams.kind === "distinct" ? teams.count : 0} teams`,
    owning: ", every owning team among them",
  })[teams.kind];

const approvalsWords = ({ approvals, teams }: PolicySettings): string =>
  `${approvals} approval${approvals === 1 ? "" : "s"}${approvals > 0 ? quorumWords(teams) : ""}`;

const windowsWords = ({ windows }: PolicySettings): string =>
  windows.length === 0 ? "changes at any time" : `changes ${windows.map(windowWords).join(", ")}`;

const gatesWords = ({ gates }: PolicySettings): string => {
  if (gates === "template") return "each gate before its own step";
  const named = gateSteps.flatMap((step) => {
    const keys = gates[step] ?? [];
    return keys.length === 0 ? [] : [`${step}: ${[...keys].sort().join(", ")}`];
  });
  return named.length === 0 ? "no gates" : named.join("; ");
};

/** What one policy says other than another, each in words: `1 approval -> 2 approvals from 2 teams`. */
export const policyDifference = (was: PolicySettings, is: PolicySettings): string[] => {
  const pairs: [string, string][] = [
    [approvalsWords(was), approvalsWords(is)],
    [`requests live ${was.requestHours} h`, `${is.requestHours} h`],
    [windowsWords(was), windowsWords(is)],
    [`interlocks ${was.interlocks}`, is.interlocks],
    [gatesWords(was), gatesWords(is)],
    [
      `exports with other hashing ${was.refusesOtherHashing ? "refused" : "given"}`,
      is.refusesOtherHashing ? "refused" : "given",
    ],
  ];
  return pairs.flatMap(([before, after]) =>
    before === after || before.endsWith(` ${after}`) ? [] : [`${before} -> ${after}`],
  );
};
