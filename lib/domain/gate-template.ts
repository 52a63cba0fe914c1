import type { GateDefinition } from "@/lib/domain/read-gate";

const evidence = (
  key: string,
  title: string,
  guards: GateDefinition["guards"],
  maxAgeDays: number,
): GateDefinition => ({
  key,
  title,
  guards,
  rule: { kind: "check", check: "evidence", with: { evidenceKind: key, maxAgeDays } },
  reach: {},
  owner: null,
  isDryRun: false,
});

const check = (
  key: string,
  title: string,
  guards: GateDefinition["guards"],
  name: string,
  given: Record<string, string | number | boolean> = {},
): GateDefinition => ({
  key,
  title,
  guards,
  rule: { kind: "check", check: name, with: given },
  reach: {},
  owner: null,
  isDryRun: false,
});

/**
 * The quality gates that a new program starts with, in their order. A canary cannot guard the first
 * cohort, and a drill needs one flip: they guard the steps after. domain.md, "A gate guards a step".
 */
export const gateTemplate: readonly GateDefinition[] = [
  check("contract-parity", "Contract parity", "first-cohort", "contract-parity", {
    maxAgeHours: 168,
  }),
  check("tests", "Tests", "first-cohort", "tests", { maxAgeHours: 168 }),
  check("budgets", "Budgets", "expand", "budgets"),
  evidence("auth-parity", "Auth parity", "first-cohort", 30),
  evidence("data-compatibility", "Data compatibility", "first-cohort", 30),
  evidence("fips", "FIPS", "full", 180),
  evidence("observability", "Observability", "first-cohort", 90),
  evidence("runbook", "Runbook", "expand", 180),
  check("canary", "Canary", "expand", "canary", { hours: 24 }),
  check("rollback-drill", "Rollback drill", "full", "drill", { maxAgeDays: 30 }),
  check("sign-off", "Sign-off", "full", "rows-signed"),
];
