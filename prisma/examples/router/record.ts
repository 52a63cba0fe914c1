import { gateTemplate } from "@/lib/domain/gate-template";
import type { ExampleQualityGate, ExampleRecord } from "../example-record";
import { schedule, signing } from "./sign-offs";

const node = "71b4e09ac3d258f6e1047bd9a5c38260fe94d1b7";
const go = "c05f3a91d7e6284bb0913c5e7fa2d8640b19e73d";
const capability = (key: string) => ({ level: "capability", key }) as const;

const kept = ["contract-parity", "tests", "budgets", "observability", "runbook", "canary"];

const qualityGates: readonly ExampleQualityGate[] = [
  ...gateTemplate
    .filter(({ key }) => kept.includes(key))
    .map((gate) => ({ ...gate, owner: "gateway" })),
  {
    key: "rollback-criteria",
    title: "Rollback criteria",
    guards: "first-cohort",
    rule: {
      kind: "check",
      check: "evidence",
      with: { evidenceKind: "rollback-criteria", maxAgeDays: 0 },
    },
    reach: {},
    owner: "gateway",
    isDryRun: false,
  },
  {
    key: "soak",
    title: "Soak and chaos",
    guards: "full",
    rule: { kind: "check", check: "evidence", with: { evidenceKind: "soak", maxAgeDays: 14 } },
    reach: { except: ["health"] },
    owner: "reliability",
    isDryRun: false,
  },
];

const milestone = (
  key: string,
  title: string,
  target: number,
  criteria: readonly (readonly [
    key: string,
    title: string,
    owner: string,
    stated?: "pass" | "fail",
  ])[],
) => ({
  key,
  title,
  description: "",
  target,
  criteria: criteria.map(([line, says, owner, stated]) => ({
    key: line,
    title: says,
    refers: { kind: "checklist" } as const,
    owner,
    ...(stated ? { stated } : {}),
  })),
});

/** An RFC first, rollback criteria in writing, then weights: what the gateway's program decides by. */
export const routerRecord: ExampleRecord = {
  programGates: [
    {
      key: "RFC",
      title: "The RFC is approved",
      state: "complete",
      evidence: "Approved by both gateway teams; see RFC-1.",
      owner: "gateway",
      due: -40,
    },
    {
      key: "CRITERIA",
      title: "Rollback criteria are written down before the first flip",
      state: "complete",
      evidence: "p99 over 100 ms for five minutes, or one in two hundred requests in error.",
      owner: "reliability",
      due: -33,
    },
    {
      key: "SHADOW",
      title: "Replayed traffic shows no difference",
      state: "mostly-ready",
      evidence: "Reads are alike; orders that time out upstream are not yet replayed.",
      owner: "gateway-trade",
      due: 4,
    },
    {
      key: "SOAK",
      title: "A soak of 72 hours and the chaos drills are done",
      state: "pending",
      evidence: "",
      owner: "reliability",
      due: 15,
    },
  ],
  qualityGates,
  required: {
    // Staging is where they come to pass.
    staging: {},
    production: {
      "first-cohort": ["contract-parity", "tests", "rollback-criteria", "observability"],
      expand: ["budgets", "runbook", "canary"],
      full: ["soak"],
    },
  },
  milestones: [
    {
      key: "P1",
      title: "Health from Go in production",
      description: "Five endpoints that whoever watches the gateway watches anyway.",
      target: 3,
      criteria: [
        { key: "rfc", title: "The RFC is approved", refers: { kind: "gate", gate: "RFC" } },
        {
          key: "criteria",
          title: "Rollback criteria are written",
          refers: { kind: "gate", gate: "CRITERIA" },
        },
        {
          key: "breakers",
          title: "It is decided who opens the breakers",
          refers: { kind: "decision", decision: "RFC-2" },
          owner: "reliability",
          due: 2,
        },
        {
          key: "metrics",
          title: "router_upstream_requests_total counts on both sides",
          refers: { kind: "checklist" },
          stated: "pass",
          evidence: "Compared for a day: 0.02 % apart.",
          owner: "gateway",
        },
      ],
    },
    milestone("P2", "Trade at 10 %", 24, [
      ["shadow", "Replay of orders with upstream time-outs is alike", "gateway-trade"],
      ["kpi-p99", "p99 of trade stays under 100 ms at 10 %", "gateway-trade", "pass"],
      ["blue-green", "The switch back to Node takes under a minute", "reliability"],
    ]),
    milestone("P3", "Trade and tasks at 100 %", 62, [
      ["soak", "72 hours under twice the load", "reliability"],
      ["chaos", "Upstreams are taken away one by one", "reliability"],
      ["report", "Targets and actuals are compared in a report", "gateway"],
    ]),
  ],
  decisions: [
    {
      key: "RFC-1",
      title: "One gateway for both sides, weighted by user",
      options: [
        { title: "Weights by user", for: ["One user sees one side"], against: [] },
        { title: "Weights by request", for: ["Simpler"], against: ["An order's answers mix"] },
      ],
      recommendation: "Weights by user.",
      owner: "gateway",
      target: -42,
      status: "approved",
      impact: "Nothing moves without it.",
      outcome: "Weights by user",
      approvers: ["gateway"],
      decided: { ago: 41, by: "Amara Example" },
    },
    {
      key: "RFC-2",
      title: "Who opens the circuit breakers while both sides run",
      options: [
        { title: "Each side its own", for: ["No new part"], against: ["They can disagree"] },
        { title: "One shared state", for: ["One answer"], against: ["A part that can fail"] },
      ],
      recommendation: "Each side its own until 50 %.",
      owner: "reliability",
      target: 2,
      status: "open",
      impact: "P1 waits for it.",
      approvers: ["reliability", "gateway"],
    },
  ],
  budgets: [
    {
      key: "KPI-TRADE",
      surface: "Trade routes",
      threshold: "P99 <= 100ms, error rate <= 0.5%",
      owner: "gateway-trade",
      covers: [capability("trade-read"), capability("trade-write")],
      baseline: {
        environment: "staging",
        startedAgo: 24,
        levels: { p50: 22, p95: 71, p99: 118, errorRate: 0.21 },
      },
      target: {
        environment: "staging",
        startedAgo: 8,
        levels: { p50: 14, p95: 48, p99: 77, errorRate: 0.19 },
        drift: 1.05,
      },
    },
    {
      key: "KPI-TASK",
      surface: "Task routes",
      threshold: "P99 <= 100ms",
      owner: "gateway-task",
      covers: [capability("task")],
      baseline: {
        environment: "staging",
        startedAgo: 24,
        levels: { p50: 18, p95: 66, p99: 97, errorRate: 0.11 },
      },
    },
    {
      key: "KPI-START",
      surface: "Cold start and memory",
      threshold: "maximum <= 800ms",
      owner: "gateway",
      covers: [capability("health")],
    },
  ],
  deployments: [
    { environment: "staging", side: "legacy", commit: node, label: "node-9.4.0", ago: 11 },
    { environment: "staging", side: "target", commit: go, label: "go-1.3.0", ago: 2 },
    { environment: "production", side: "legacy", commit: node, label: "node-9.4.0", ago: 10 },
    { environment: "production", side: "target", commit: go, label: "go-1.3.0", ago: 1 },
  ],
  reports: [
    {
      environment: "staging",
      side: "legacy",
      commit: node,
      ago: 1.2,
      capabilities: ["health", "trade-read", "trade-write"],
      by: "replay of captured traffic",
    },
    {
      environment: "staging",
      side: "target",
      commit: go,
      ago: 0.6,
      capabilities: ["health", "trade-read", "trade-write"],
      by: "replay of captured traffic",
      except: {
        "trade-write": [
          { at: 1, outcome: "failed" },
          { at: 4, outcome: "flaky" },
        ],
      },
    },
  ],
  evidence: [
    {
      kind: "rollback-criteria",
      outcome: "pass",
      ago: 33,
      capabilities: ["health", "trade-read", "trade-write", "task"],
      says: "written down and agreed with whoever is on call",
      by: "reliability",
    },
    {
      kind: "observability",
      outcome: "pass",
      ago: 12,
      capabilities: ["health", "trade-read"],
      says: "request counts, latency histograms and breaker states on one dashboard",
      by: "gateway",
    },
    {
      kind: "runbook",
      outcome: "pass",
      ago: 9,
      capabilities: ["health"],
      says: "blue and green were switched twice by somebody new",
      by: "reliability",
    },
  ],
  blockers: [
    {
      text: "Captured orders hold account numbers",
      detail: "They may not be replayed until they are masked.",
      holds: [capability("trade-write")],
      owner: "gateway-trade",
      ago: 5.3,
      by: "Tomasz Example",
    },
  ],
  schedule,
  signing,
  progress: {
    days: 34,
    verified: [0, 1],
    flipped: { staging: [0, 0, 0.4, 1, 1, 1], production: [0, 0] },
  },
};
