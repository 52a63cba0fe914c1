import type {
  ExampleBlocker,
  ExampleComment,
  ExampleDeployment,
  ExampleEvidence,
  ExampleReport,
  ExampleWaiver,
} from "../example-record";

/** What runs in staging: Python of last week, Go of this night; and what ran there before. */
const python = "4f1c0d9a7e3b52681c90ad4e7b6f2d8035e91ac7";
const pythonInProduction = "b2e8714c05d96f3ab147e0d2c8f59361a7048be5";
const go = "9d07b3e61f42c85ab0e7d3946c21f8075ae3b1c4";
const goBefore = "e6a15c820b7f4d93e8125bc07fa6d34918c0b2f7";

export const deployments: readonly ExampleDeployment[] = [
  { environment: "staging", side: "legacy", commit: python, label: "v3.14.2", ago: 8 },
  {
    environment: "staging",
    side: "target",
    commit: goBefore,
    label: "go-0.41.0",
    ago: 6.2,
  },
  {
    environment: "staging",
    side: "target",
    commit: go,
    label: "go-0.42.0",
    ago: 1.3,
    ancestors: [goBefore],
  },
  {
    environment: "production",
    side: "legacy",
    commit: pythonInProduction,
    label: "v3.14.1",
    ago: 20,
  },
];

const nightly = "nightly contract tests";

export const reports: readonly ExampleReport[] = [
  {
    environment: "staging",
    side: "legacy",
    commit: python,
    ago: 2.4,
    capabilities: ["v2-auth", "v2-pull", "v2-push", "registry-v1", "secscan", "keys", "oauth"],
    by: nightly,
    except: { secscan: [{ at: 1, outcome: "failed" }] },
  },
  {
    environment: "staging",
    side: "target",
    commit: goBefore,
    ago: 4.4,
    capabilities: ["v2-auth", "v2-pull", "v2-push", "keys"],
    by: nightly,
    except: { "v2-push": [{ at: 5, outcome: "failed" }] },
  },
  {
    environment: "staging",
    side: "target",
    commit: go,
    ago: 0.4,
    capabilities: ["v2-auth", "v2-pull", "v2-push", "background-workers"],
    by: nightly,
    except: {
      "v2-pull": [{ at: 3, outcome: "flaky" }],
      "v2-push": [
        { at: 2, outcome: "failed" },
        { at: 9, outcome: "failed" },
        { at: 11, outcome: "skipped" },
        { at: 14, outcome: "missing" },
      ],
      "background-workers": [
        { at: 7, outcome: "failed" },
        { at: 12, outcome: "missing" },
        { at: 13, outcome: "missing" },
      ],
    },
  },
];

const staging = { environment: "staging", side: "target" } as const;

export const evidence: readonly ExampleEvidence[] = [
  {
    ...staging,
    kind: "auth-parity",
    outcome: "pass",
    commit: go,
    ago: 0.5,
    capabilities: ["v2-auth", "v2-pull"],
    says: "214 combinations of scope and permission answer alike on both sides",
    by: "auth parity run",
  },
  {
    ...staging,
    kind: "auth-parity",
    outcome: "fail",
    commit: go,
    ago: 0.5,
    capabilities: ["v2-push"],
    says: "a token for pull and push is refused where the repository is empty: 3 of 96 differ",
    by: "auth parity run",
  },
  {
    ...staging,
    kind: "data-compatibility",
    outcome: "pass",
    commit: go,
    ago: 1.1,
    capabilities: ["v2-auth", "v2-pull"],
    says: "rows that Go wrote are read by Python, and the other way round",
    by: "schema checks",
  },
  {
    ...staging,
    kind: "data-compatibility",
    outcome: "inconclusive",
    commit: go,
    ago: 1.1,
    capabilities: ["v2-push"],
    says: "the corpus holds no upload that was begun on the other side",
    by: "schema checks",
  },
  {
    kind: "observability",
    environment: "staging",
    outcome: "pass",
    ago: 21,
    capabilities: ["v2-auth", "v2-pull", "v2-push", "background-workers"],
    says: "dashboards, alerts and log fields are the same on both sides",
    by: "platform-observability",
  },
  {
    kind: "runbook",
    outcome: "pass",
    ago: 33,
    capabilities: ["v2-auth", "v2-pull", "background-workers"],
    says: "gone through by on-call with somebody who had not written it",
    by: "platform-edge",
  },
  {
    kind: "fips",
    outcome: "pass",
    ago: 74,
    capabilities: ["v2-pull"],
    says: "no algorithm outside the approved list is reached",
    by: "security-platform",
  },
  {
    ...staging,
    kind: "drill",
    outcome: "pass",
    commit: goBefore,
    ago: 5.1,
    capabilities: ["v2-auth"],
    says: "back on python in 41 s by receipts, no failed sign-in",
    by: "Leilani Example",
    details: { flippedSeconds: 12, returnedSeconds: 41 },
  },
  {
    ...staging,
    kind: "drill",
    outcome: "pass",
    commit: goBefore,
    ago: 44,
    capabilities: ["v2-pull"],
    says: "back on python in 38 s by receipts",
    by: "Leilani Example",
    details: { flippedSeconds: 9, returnedSeconds: 38 },
  },
  {
    ...staging,
    kind: "canary",
    outcome: "pass",
    commit: go,
    ago: 0.2,
    capabilities: ["v2-auth"],
    says: "24 h for everybody in staging, error rate as before",
    by: "rollout checks",
    details: { hours: 24 },
  },
];

export const blockers: readonly ExampleBlocker[] = [
  {
    text: "The nightly parity run fails",
    detail:
      "Both sides answer, but the recorder of Python has no disk left since the upgrade, so nothing can be compared.",
    holds: [
      { level: "family", key: "realtime" },
      { level: "family", key: "webhooks" },
    ],
    owner: "api-service",
    ago: 0.45,
    by: "nightly parity run",
    source: "ci",
    url: "https://ci.example.com/quay/parity/runs/8812",
  },
  {
    text: "The scanner's test server is not reachable from the build machines",
    detail: "Its certificate ended. The callbacks cannot be tested on either side.",
    holds: [{ level: "capability", key: "secscan" }],
    owner: "api-service-secscan",
    ago: 2.2,
    by: "Tomasz Example",
  },
  {
    text: "Two gateways ran an old version of the agent",
    detail: "They did not understand canaries by organization.",
    holds: [{ level: "capability", key: "v2-pull" }],
    owner: "platform-edge",
    ago: 15,
    by: "Leilani Example",
    resolved: { ago: 13.6, by: "Leilani Example", resolution: "Both were upgraded and restarted." },
  },
];

export const waivers: readonly ExampleWaiver[] = [
  {
    environment: "staging",
    gate: "observability",
    capability: "registry-v1",
    reason: "The first protocol keeps its old dashboard until it moves; on-call knows where it is.",
    owner: "registryd-v1",
    askedAgo: 19,
    until: 4,
    askedBy: "kenji",
    agreedBy: "amara",
  },
];

export const comments: readonly ExampleComment[] = [
  {
    on: "program-gate",
    key: "G8",
    text: "Parts a and b are shown to work in CI. What is left is D-006: when the bridge ends.",
    by: "kenji",
    ago: 3.2,
  },
  {
    on: "program-gate",
    key: "G15",
    text: "The window of the queues began late; it is whole in three days. Nobody has begun the one of the large tables.",
    by: "amara",
    ago: 1.2,
  },
  {
    on: "decision",
    key: "D-007",
    text: "Two deployments cost us one load balancer more. I would take that over scaling together.",
    by: "leilani",
    ago: 2.1,
  },
];

/** How some gates read three days ago: a budget within, tests that passed on the build before. */
export const readings = [
  {
    environment: "staging",
    gate: "budgets",
    capability: "v2-auth",
    state: "pass",
    because: "Its 1 budgets are within.",
    ago: 3,
  },
  {
    environment: "staging",
    gate: "tests",
    capability: "keys",
    state: "pass",
    because: "All its contract tests pass on go.",
    ago: 3,
  },
] as const;
