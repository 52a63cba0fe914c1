import type { ExampleQualityGate, ExampleRecord } from "../example-record";

const rust = "a83c41f7069e5db2c714f08a3be96d5027f1c8d4";
const go = "3f72d0be918a46c5ef03b7d1965ca820e4d7f61b";
const service = { level: "capability", key: "messaging" } as const;

/**
 * The constitution's gates read and do not bind yet: the program agreed to watch them for a month before
 * they refuse anything. So an approved flip of the whole service passes in production, as on its first day.
 */
const constitution = (
  key: string,
  title: string,
  rule: ExampleQualityGate["rule"],
): ExampleQualityGate => ({
  key,
  title,
  guards: "first-cohort",
  rule,
  reach: {},
  owner: "messaging",
  isDryRun: true,
});

const shownBy = (evidenceKind: string, maxAgeDays: number) =>
  ({ kind: "check", check: "evidence", with: { evidenceKind, maxAgeDays } }) as const;

/** A constitution of five articles, a list of gaps, and what nobody has clarified. */
export const messagingRecord: ExampleRecord = {
  programGates: [
    {
      key: "I",
      title: "Security first: every call is authorised, every session ends",
      state: "blocked",
      evidence: "Sessions survive a change of password (GAP-001).",
      owner: "messaging",
      due: 5,
    },
    {
      key: "II",
      title: "Secrets hygiene: none in images, logs or history",
      state: "complete",
      evidence: "Scanned on every push since the first commit.",
      owner: "messaging",
      due: -30,
    },
    {
      key: "III",
      title: "Test first: a contract test before the handler",
      state: "ready",
      evidence: "21 of 21 routes have one.",
      owner: "messaging",
      due: -6,
    },
    {
      key: "IV",
      title: "Observability: one trace from the gateway to the store",
      state: "mostly-ready",
      evidence: "The event stream has no spans yet (GAP-002).",
      owner: "messaging",
      due: 8,
    },
    {
      key: "V",
      title: "Compliance: bill of materials, licences, dependency scan",
      state: "blocked",
      evidence: "Dependencies are scanned, nothing is published (GAP-003).",
      owner: "messaging",
      due: 10,
    },
  ],
  qualityGates: [
    constitution("security", "Security", shownBy("security", 30)),
    constitution("secrets", "Secrets hygiene", shownBy("secrets", 7)),
    constitution("test-first", "Test first", {
      kind: "cel",
      expression: "tests.total > 0 && tests.failing == 0 && tests.newestAgeHours < 72",
    }),
    constitution("observability", "Observability", shownBy("observability", 90)),
    constitution("compliance", "Compliance", shownBy("sbom", 30)),
    constitution("budgets", "Budgets", {
      kind: "cel",
      expression: 'size(budgets) > 0 && budgets.all(b, b.state == "within")',
    }),
    constitution("clarified", "Nothing to clarify", {
      kind: "check",
      check: "decision",
      with: { decision: "NC-1" },
    }),
  ],
  required: { staging: {} },
  milestones: [
    {
      key: "CUTOVER",
      title: "The one switch",
      description: "There is no second step: the whole service answers from Go, or none of it.",
      target: 18,
      criteria: [
        { key: "i", title: "Security first (I)", refers: { kind: "gate", gate: "I" } },
        { key: "ii", title: "Secrets hygiene (II)", refers: { kind: "gate", gate: "II" } },
        { key: "iii", title: "Test first (III)", refers: { kind: "gate", gate: "III" } },
        { key: "iv", title: "Observability (IV)", refers: { kind: "gate", gate: "IV" } },
        { key: "v", title: "Compliance (V)", refers: { kind: "gate", gate: "V" } },
        {
          key: "retention",
          title: "How long deleted messages are kept is clarified (GAP-004)",
          refers: { kind: "decision", decision: "NC-1" },
          owner: "messaging",
          due: -1,
        },
        {
          key: "resume",
          title: "Whether a stream resumes across both sides is clarified",
          refers: { kind: "decision", decision: "NC-2" },
          owner: "messaging",
          due: 6,
        },
        {
          key: "window",
          title: "A night with the fewest messages is agreed",
          refers: { kind: "checklist" },
          stated: "pass",
          evidence: "Sunday, 02:00 to 04:00 UTC.",
          owner: "messaging",
        },
      ],
    },
  ],
  decisions: [
    {
      key: "NC-1",
      title: "Needs clarification: how long deleted messages are kept",
      options: [
        { title: "Thirty days, as in Rust", for: ["People restore"], against: ["More to protect"] },
        { title: "Not at all, as in Go", for: ["Nothing is kept"], against: ["No way back"] },
      ],
      recommendation: "Thirty days; whoever asks for less gets less.",
      owner: "messaging",
      target: -1,
      status: "open",
      impact: "The gate of clarified questions stays shut, and with it the cutover.",
      approvers: ["messaging", "privacy"],
    },
    {
      key: "NC-2",
      title: "Needs clarification: whether an event stream resumes across both sides",
      options: [
        { title: "It does", for: ["No event is lost"], against: ["One numbering for both"] },
        {
          title: "It starts anew",
          for: ["Nothing to build"],
          against: ["Clients read everything again"],
        },
      ],
      recommendation: "It does, by the store's own numbers.",
      owner: "messaging",
      target: 6,
      status: "open",
      impact: "GAP-002 cannot be closed.",
      approvers: ["messaging"],
    },
  ],
  budgets: [
    {
      key: "PB-API",
      surface: "A typical call",
      threshold: "p95 <= 200ms",
      owner: "messaging",
      covers: [service],
      target: {
        environment: "staging",
        startedAgo: 10,
        levels: { p50: 38, p95: 131, p99: 240, errorRate: 0.09 },
        drift: 1.04,
      },
    },
    {
      key: "PB-AUTH",
      surface: "Signing in",
      threshold: "p95 <= 500ms",
      owner: "messaging",
      covers: [service],
      target: {
        environment: "staging",
        startedAgo: 10,
        levels: { p50: 210, p95: 402, p99: 611 },
        drift: 1.02,
      },
    },
  ],
  deployments: [
    { environment: "staging", side: "legacy", commit: rust, label: "rust-2.8", ago: 30 },
    { environment: "staging", side: "target", commit: go, label: "go-0.7", ago: 1.8 },
    { environment: "production", side: "legacy", commit: rust, label: "rust-2.8", ago: 28 },
  ],
  reports: [
    {
      environment: "staging",
      side: "target",
      commit: go,
      ago: 0.7,
      capabilities: ["messaging"],
      by: "contract tests",
      except: { messaging: [{ at: 19, outcome: "failed" }] },
    },
  ],
  evidence: [
    {
      kind: "secrets",
      outcome: "pass",
      ago: 0.7,
      capabilities: ["messaging"],
      says: "nothing found in image, logs and history",
      by: "secret scan",
    },
    {
      kind: "security",
      outcome: "fail",
      ago: 4,
      capabilities: ["messaging"],
      says: "refresh tokens stay valid after a change of password (GAP-001)",
      by: "security review",
    },
  ],
  comments: [
    {
      on: "decision",
      key: "NC-1",
      text: "Privacy wants an answer from legal first. I asked for it on Monday.",
      by: "amara",
      ago: 1.6,
    },
  ],
  schedule: {
    weeks: [
      { from: -1, scopes: ["accounts"], goals: "Accounts against the article on security" },
      { from: 0, scopes: ["conversations"], goals: "Conversations; the event stream last" },
      { from: 1, scopes: ["accounts", "conversations"], goals: "Gaps that closed since" },
    ],
    checklist: [
      "Name the article that the endpoint answers to.",
      "Read its contract test before its handler.",
      "Look the gap up, if it has one.",
      "Sign, or open a gap.",
    ],
    cautions: ["There is one switch: an endpoint that is not signed holds all of them."],
    batches: [
      { key: "accounts", title: "Accounts and sessions", owner: "messaging", due: -1 },
      { key: "conversations", title: "Conversations", owner: "messaging", due: 8 },
    ],
  },
  signing: {
    documents: [
      {
        kind: "document",
        key: "constitution.md",
        title: "The constitution",
        place: "constitution.md",
        owner: "messaging",
        revision: "1.2.0",
        signed: { by: "kenji", ago: 20 },
      },
      {
        kind: "document",
        key: "threat-model.md",
        title: "Threat model",
        place: "docs/threat-model.md",
        owner: "messaging",
        revision: "f02ab91",
        signed: { by: "kenji", ago: 15 },
        now: "0d9ce37",
      },
    ],
    moved: [{ key: "MSG-002", anchor: "src/api/auth.rs:63" }],
    deputies: [
      {
        absent: "kenji",
        deputy: "ines",
        from: -2,
        until: 5,
        reason: "Kenji is with the registry this week",
      },
    ],
    asks: [{ key: "MSG-005", by: "tomasz", ago: 1, due: 3 }],
    returns: [
      {
        key: "MSG-007",
        kind: "needs-work",
        by: "kenji",
        ago: 0.9,
        reason: "The test never sends an expired token.",
      },
    ],
  },
  progress: {
    days: 26,
    verified: [0, 1],
    flipped: { staging: [0, 0, 0, 1, 1], production: [0, 0] },
  },
};
