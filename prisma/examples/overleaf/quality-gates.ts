import { gateTemplate } from "@/lib/domain/gate-template";
import type { ExampleQualityGate } from "../example-record";

/** Every service goes through one checklist; its lines are the gates. */
const checklist = ["tests", "contract-parity", "budgets", "observability", "runbook", "canary"];

const stated = (
  key: string,
  title: string,
  guards: ExampleQualityGate["guards"],
  maxAgeDays: number,
): ExampleQualityGate => ({
  key,
  title,
  guards,
  rule: { kind: "check", check: "evidence", with: { evidenceKind: key, maxAgeDays } },
  reach: {},
  owner: "migration",
  isDryRun: false,
});

export const qualityGates: readonly ExampleQualityGate[] = [
  ...gateTemplate
    .filter(({ key }) => checklist.includes(key))
    .map((gate) => ({ ...gate, owner: "migration" })),
  stated("image", "Image builds", "first-cohort", 30),
  {
    ...stated("rollback-drill", "Rehearsed rollback", "full", 30),
    rule: { kind: "check", check: "drill", with: { maxAgeDays: 30 } },
  },
];
