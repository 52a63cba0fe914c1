import type { GateFacts } from "@/lib/domain/gate-facts";
import type { RuleReading } from "@/lib/domain/gate-verdict";
import { testRoles, verificationStates } from "@/lib/domain/inventory";
import { readBurnIn, readCanary, readEvidence } from "@/lib/domain/read-evidence-gate";
import {
  readBudgets,
  readDecision,
  readDependencies,
  readDocument,
  readRowsInState,
  readSignedCapability,
  readSignedRows,
  readStaleSignatures,
} from "@/lib/domain/read-row-gate";
import { readParity, readTests } from "@/lib/domain/read-test-gate";

export type ParameterValue = string | number | boolean;

export type GateParameter = {
  readonly name: string;
  readonly title: string;
  /** `null`: it has to be said. */
  readonly fallback: ParameterValue | null;
} & (
  | { readonly kind: "text"; readonly oneOf?: readonly string[] }
  | { readonly kind: "number"; readonly least: number; readonly most: number }
  | { readonly kind: "boolean" }
);

/** Parameters as a check reads them: each there, of its kind and in its range. */
export type Given = {
  readonly text: (name: string) => string;
  readonly number: (name: string) => number;
  readonly boolean: (name: string) => boolean;
};

export type GateCheck = {
  readonly title: string;
  readonly says: string;
  readonly parameters: readonly GateParameter[];
  readonly read: (facts: GateFacts, given: Given, now: Date) => RuleReading;
};

const text = (name: string, title: string, fallback: string | null): GateParameter => ({
  name,
  title,
  kind: "text",
  fallback,
});
const number = (
  name: string,
  title: string,
  fallback: number | null,
  most: number,
  least = 0,
): GateParameter => ({ name, title, kind: "number", fallback, least, most });

const prefix = text("prefix", "Only tests whose id begins with, e.g. QMT-", "");
const role: GateParameter = {
  name: "role",
  title: "Only tests of this role",
  kind: "text",
  fallback: "",
  oneOf: ["", ...testRoles],
};
const maxAgeHours = number("maxAgeHours", "Newer than, in hours (0: any age)", 168, 8760);
const maxAgeDays = number("maxAgeDays", "Newer than, in days (0: any age)", 30, 730);
const flakyCounts: GateParameter = {
  name: "flakyCounts",
  title: "A flaky test counts as passed",
  kind: "boolean",
  fallback: false,
};

/** The ready-made checks: their parameters, and how each reads. */
export const gateChecks = {
  tests: {
    title: "Tests pass",
    says: "All contract tests of its rows pass on what runs, and every row has one.",
    parameters: [
      {
        name: "side",
        title: "On which side",
        kind: "text",
        fallback: "target",
        oneOf: ["target", "legacy"],
      },
      prefix,
      role,
      maxAgeHours,
      flakyCounts,
    ],
    read: (facts, given, now) =>
      readTests(
        facts,
        {
          side: given.text("side") === "legacy" ? "legacy" : "target",
          prefix: given.text("prefix"),
          role: given.text("role"),
          maxAgeHours: given.number("maxAgeHours"),
          flakyCounts: given.boolean("flakyCounts"),
        },
        now,
      ),
  },
  "contract-parity": {
    title: "Contract parity",
    says: "The target passes what legacy passes; evidence of the kind parity says so, or tests of both sides.",
    parameters: [prefix, role, maxAgeHours, flakyCounts],
    read: (facts, given, now) => {
      const hours = given.number("maxAgeHours");
      const hasEvidence = facts.evidence.some(
        ({ kind, environment }) =>
          kind === "parity" && (environment === null || environment === facts.environment),
      );
      if (hasEvidence) {
        return readEvidence(
          facts,
          { kind: "parity", maxAgeDays: hours / 24, environment: "" },
          now,
        );
      }
      return readParity(
        facts,
        {
          prefix: given.text("prefix"),
          role: given.text("role"),
          maxAgeHours: hours,
          flakyCounts: given.boolean("flakyCounts"),
        },
        now,
      );
    },
  },
  budgets: {
    title: "Budgets within",
    says: "Every budget that covers it is within its limit, on enough samples.",
    parameters: [number("leastSamples", "Samples at least", 0, 10_000_000)],
    read: (facts, given) => readBudgets(facts, { leastSamples: given.number("leastSamples") }),
  },
  evidence: {
    title: "Evidence passes",
    says: "The newest evidence of a kind passes and is young enough: auth-parity, security, data-compatibility, fips, observability, runbook.",
    parameters: [
      text("evidenceKind", "Kind of evidence, e.g. auth-parity", null),
      maxAgeDays,
      text("environment", "Of which environment (empty: this one, or none)", ""),
    ],
    read: (facts, given, now) =>
      readEvidence(
        facts,
        {
          kind: given.text("evidenceKind"),
          maxAgeDays: given.number("maxAgeDays"),
          environment: given.text("environment"),
        },
        now,
      ),
  },
  canary: {
    title: "Canary",
    says: "Some of its traffic has been on the target for so many hours.",
    parameters: [number("hours", "Hours", 24, 8760, 0.1)],
    read: (facts, given, now) => readCanary(facts, { hours: given.number("hours") }, now),
  },
  drill: {
    title: "Rollback drill",
    says: "A rehearsed rollback passed, in an environment and not long ago.",
    parameters: [text("environment", "In which environment (empty: this one)", ""), maxAgeDays],
    read: (facts, given, now) =>
      readEvidence(
        facts,
        {
          kind: "drill",
          maxAgeDays: given.number("maxAgeDays"),
          environment: given.text("environment") || facts.environment,
        },
        now,
      ),
  },
  "rows-in-state": {
    title: "At most so many rows in a state",
    says: "No more than so many of its rows are in a state of the verification ladder. A stale signature counts for no end of it.",
    parameters: [
      {
        name: "state",
        title: "State",
        kind: "text",
        fallback: null,
        oneOf: verificationStates,
      },
      number("atMost", "At most", 0, 100_000),
    ],
    read: (facts, given) =>
      readRowsInState(facts, { state: given.text("state"), atMost: given.number("atMost") }),
  },
  "rows-signed": {
    title: "Rows signed",
    says: "Every row of it is verified or retired with approval, and no signature of one is stale.",
    parameters: [],
    read: (facts) => readSignedRows(facts),
  },
  "capability-signed": {
    title: "Capability signed",
    says: "Its owner signed it as a whole, and what was signed still holds.",
    parameters: [],
    read: (facts) => readSignedCapability(facts),
  },
  "stale-signatures": {
    title: "At most so many stale signatures",
    says: "No more than so many of its signed rows have a signature that holds no more.",
    parameters: [number("atMost", "At most", 0, 100_000)],
    read: (facts, given) => readStaleSignatures(facts, { atMost: given.number("atMost") }),
  },
  decision: {
    title: "Decision approved",
    says: "A decision of the register is approved.",
    parameters: [text("decision", "Decision, e.g. D-007", null)],
    read: (facts, given) => readDecision(facts, { decision: given.text("decision") }),
  },
  document: {
    title: "Document signed",
    says: "A document is signed by everybody whose it is: the named one, or all that belong to it.",
    parameters: [text("document", "Document (empty: all of its own)", "")],
    read: (facts, given) => readDocument(facts, { document: given.text("document") }),
  },
  dependencies: {
    title: "Dependencies verified",
    says: "The compatibility tests of the queues that it writes to or reads from pass on the target.",
    parameters: [maxAgeHours, flakyCounts],
    read: (facts, given, now) =>
      readDependencies(
        facts,
        { maxAgeHours: given.number("maxAgeHours"), flakyCounts: given.boolean("flakyCounts") },
        now,
      ),
  },
  "burn-in": {
    title: "Burn-in",
    says: "All of it has been on the target for so many hours without a break.",
    parameters: [number("hours", "Hours", 168, 8760, 0.1)],
    read: (facts, given, now) => readBurnIn(facts, { hours: given.number("hours") }, now),
  },
} as const satisfies Record<string, GateCheck>;
