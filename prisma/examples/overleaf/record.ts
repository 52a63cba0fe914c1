import type { ExampleEvidence, ExampleRecord } from "../example-record";
import { qualityGates } from "./quality-gates";
import { schedule, signing } from "./sign-offs";

const node = "0e94b7c2d1f853a6b9407ce2d85a1f639ba7c04e";
const go = "5ad81f0c97b3e264cd075e9a18fb3d6240ec97a1";
const capability = (key: string) => ({ level: "capability", key }) as const;

const ready = ["chat", "contacts", "notifications"];

/** Ten comparison runs in a row without a difference; fewer are not parity. */
const parity = (
  service: string,
  ago: number,
  outcome: ExampleEvidence["outcome"],
  says: string,
) => ({
  kind: "parity",
  environment: "staging",
  side: "target" as const,
  commit: go,
  outcome,
  ago,
  capabilities: [service],
  says,
  by: "comparison runs",
  details: { runs: 10 },
});

const line = (key: string, title: string, owner: string, stated?: "pass" | "fail") => ({
  key,
  title,
  refers: { kind: "checklist" } as const,
  owner,
  ...(stated ? { stated } : {}),
});

/** Eleven services with one checklist: what the writing platform's program decides by. */
export const overleafRecord: ExampleRecord = {
  qualityGates,
  required: {
    // Staging is where they come to pass.
    staging: {},
    production: {
      "first-cohort": ["tests", "contract-parity", "image", "observability"],
      expand: ["budgets", "runbook", "canary"],
      full: ["rollback-drill"],
    },
  },
  milestones: [
    {
      key: "W1",
      title: "Chat, contacts and notifications in production",
      description: "The three services that people miss least for a minute.",
      target: 9,
      criteria: [
        {
          ...line(
            "canary-plan",
            "The canary's steps are agreed: 1, 10, 25, 50, 100 %",
            "migration",
            "pass",
          ),
        },
        line("mongo", "Indexes are the same on both sides", "storage", "pass"),
        {
          key: "retention",
          title: "How long notifications are kept is decided",
          refers: { kind: "decision", decision: "OD-2" },
          owner: "collaboration",
          due: 4,
        },
        line("support", "Support knows what changes for people", "collaboration"),
      ],
    },
    {
      key: "W2",
      title: "Documents and files at rest",
      description: "Document store and file store, then their archivers.",
      target: 48,
      criteria: [
        line("bench", "Key lookup stays within 50 ms at p95", "storage", "pass"),
        {
          key: "sandbox",
          title: "The sandbox image is agreed",
          refers: { kind: "decision", decision: "OD-1" },
          owner: "compilation",
          due: -3,
        },
      ],
    },
    {
      key: "W3",
      title: "Web and real-time",
      description: "A connection stays where it was opened.",
      target: 110,
      criteria: [line("sessions", "A session opened on one side is known to the other", "web")],
    },
  ],
  decisions: [
    {
      key: "OD-1",
      title: "Which sandbox image compiles",
      options: [
        { title: "The full distribution", for: ["Every package"], against: ["Six gigabytes"] },
        {
          title: "A small one, packages on demand",
          for: ["Starts fast"],
          against: ["Needs a proxy"],
        },
      ],
      recommendation: "The full distribution until W3.",
      owner: "compilation",
      target: -3,
      status: "open",
      impact: "Compilation stays blocked.",
      approvers: ["compilation"],
    },
    {
      key: "OD-2",
      title: "How long notifications are kept",
      options: [
        { title: "Thirty days", for: ["As today"], against: [] },
        { title: "Until read", for: ["Less to keep"], against: ["People look for them"] },
      ],
      recommendation: "Thirty days.",
      owner: "collaboration",
      target: 4,
      status: "open",
      impact: "The expiry worker cannot go to production.",
      approvers: ["collaboration"],
    },
  ],
  budgets: [
    {
      key: "SLO-FILESTORE",
      surface: "Key lookup of files",
      threshold: "p95 <= 50ms",
      owner: "storage",
      covers: [capability("filestore"), capability("docstore")],
      target: {
        environment: "staging",
        startedAgo: 7,
        levels: { p50: 11, p95: 43, p99: 80 },
        drift: 1.03,
      },
    },
    {
      key: "SLO-INTROSPECT",
      surface: "Introspection of sessions",
      threshold: "p95 <= 100ms",
      owner: "web",
      covers: [capability("web")],
    },
    {
      key: "SLO-CHAT",
      surface: "Messages of a project",
      threshold: "p95 <= baseline + 10%",
      owner: "collaboration",
      covers: ready.map(capability),
      baseline: {
        environment: "staging",
        startedAgo: 22,
        levels: { p50: 17, p95: 64, p99: 120, errorRate: 0.08 },
      },
      target: {
        environment: "staging",
        startedAgo: 7,
        levels: { p50: 10, p95: 51, p99: 90, errorRate: 0.06 },
        drift: 1,
      },
    },
  ],
  deployments: [
    { environment: "staging", side: "legacy", commit: node, label: "node-5.2", ago: 9 },
    { environment: "staging", side: "target", commit: go, label: "go-0.9", ago: 3 },
    { environment: "production", side: "legacy", commit: node, label: "node-5.2", ago: 9 },
  ],
  reports: [
    {
      environment: "staging",
      side: "target",
      commit: go,
      ago: 0.8,
      capabilities: [...ready, "docstore", "filestore"],
      by: "service tests",
      except: {
        docstore: [{ at: 2, outcome: "failed" }],
        filestore: [{ at: 0, outcome: "skipped" }],
      },
    },
  ],
  evidence: [
    ...ready.map((service) => parity(service, 1.1, "pass", "no difference in ten runs in a row")),
    parity(
      "docstore",
      1.1,
      "fail",
      "7 of 10 runs are alike; archived documents come back in another order",
    ),
    parity("filestore", 1.1, "inconclusive", "four runs so far; ten are asked for"),
    {
      kind: "image",
      outcome: "pass",
      ago: 3,
      capabilities: [...ready, "docstore", "filestore"],
      says: "built for both architectures and scanned",
      by: "image pipeline",
    },
    {
      kind: "observability",
      outcome: "pass",
      ago: 18,
      capabilities: ready,
      says: "metrics and log fields have the old names",
      by: "migration",
    },
    {
      kind: "runbook",
      outcome: "pass",
      ago: 18,
      capabilities: ["contacts", "chat"],
      says: "followed once by somebody of another team",
      by: "migration",
    },
    {
      kind: "drill",
      environment: "staging",
      side: "target",
      commit: go,
      outcome: "pass",
      ago: 2.5,
      capabilities: ["contacts"],
      says: "back on node in 29 s by receipts",
      by: "Leilani Example",
      details: { flippedSeconds: 8, returnedSeconds: 29 },
    },
  ],
  blockers: [
    {
      text: "The sandbox image is not agreed",
      detail: "Compilation runs in the old one; see OD-1.",
      holds: [capability("clsi")],
      owner: "compilation",
      ago: 16,
      by: "Tomasz Example",
    },
    {
      text: "The comparison of archived documents fails",
      detail: "Their order differs when two were archived within a second.",
      holds: [capability("docstore")],
      owner: "storage",
      ago: 1.1,
      by: "comparison runs",
      source: "ci",
      url: "https://ci.example.com/overleaf/compare/412",
    },
  ],
  waivers: [
    {
      environment: "staging",
      gate: "runbook",
      capability: "notifications",
      reason: "Its worker's chapter is written; nobody has followed it yet.",
      owner: "collaboration",
      askedAgo: 6,
      until: 8,
      askedBy: "tomasz",
      agreedBy: "amara",
    },
  ],
  schedule,
  signing,
  progress: {
    days: 40,
    verified: [0, 1],
    flipped: { staging: [0, 0, 0, 0.5, 0.5, 1], production: [0, 0] },
  },
};
