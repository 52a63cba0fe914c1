import { gateTemplate } from "@/lib/domain/gate-template";
import type { ExampleQualityGate } from "../example-record";

/**
 * Left out of every gate: two addresses that answer a fixed text. So a flip of theirs in production takes an
 * approval and nothing else, which is also what a newcomer tries first.
 */
const fixedText = ["well-known"];

const owners: Readonly<Record<string, string>> = {
  budgets: "platform-observability",
  fips: "security-platform",
  "auth-parity": "security-platform",
  "data-compatibility": "db-architecture",
  observability: "platform-observability",
};

/** The template's gates, each with its owner, and two of the registry's own. */
export const qualityGates: readonly ExampleQualityGate[] = [
  ...gateTemplate.map((gate) => ({
    ...gate,
    reach: { except: fixedText },
    owner: owners[gate.key] ?? "registryd-v2",
  })),
  {
    key: "queues",
    title: "Queues",
    guards: "first-cohort",
    rule: { kind: "check", check: "dependencies", with: { maxAgeHours: 168 } },
    reach: { except: fixedText },
    owner: "worker-platform",
    isDryRun: false,
  },
  {
    key: "few-unknowns",
    title: "Few rows to review",
    guards: "full",
    rule: {
      kind: "cel",
      expression: 'items.filter(i, i.state == "source-anchored-needs-review").size() <= 5',
    },
    reach: { except: fixedText },
    owner: "rewrite-program",
    isDryRun: true,
  },
];

/** Production refuses without them; staging is where they come to pass, so it asks for none. */
export const required = {
  staging: {},
  production: {
    "first-cohort": [
      "contract-parity",
      "tests",
      "auth-parity",
      "data-compatibility",
      "observability",
      "queues",
    ],
    expand: ["budgets", "runbook", "canary"],
    full: ["fips", "rollback-drill", "sign-off"],
  },
} as const;
