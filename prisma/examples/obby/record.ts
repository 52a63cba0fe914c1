import type { ExampleRecord } from "../example-record";

const capability = (key: string) => ({ level: "capability", key }) as const;

/** A program that ended: what was asked, what was decided, and what held it. Nothing of it is due any more. */
export const obbyRecord: ExampleRecord = {
  programGates: [
    {
      key: "P1",
      title: "The watcher sees what Python sees",
      state: "complete",
      evidence: "Compared for a week on ten installations.",
      owner: "desktop",
      due: -70,
    },
    {
      key: "P2",
      title: "The tracker keeps every version",
      state: "blocked",
      evidence: "Versions went missing when both sides watched one folder.",
      owner: "desktop",
      due: -45,
    },
    {
      key: "P3",
      title: "Search and events are begun",
      state: "blocked",
      evidence: "The interface could not be built: protoc is missing.",
      owner: "desktop",
      due: -30,
    },
  ],
  milestones: [
    {
      key: "WEEK-10",
      title: "The Go back end in every nightly build",
      description: "Never reached; kept as it was when the program ended.",
      target: -21,
      decided: {
        decision: "no-go",
        ago: 20,
        by: "amara",
        reason:
          "Lost versions cannot be given back. Everything returns to Python, and Go is removed.",
        votes: [
          { by: "leilani", vote: "no-go", reason: "People lost work on two nights." },
          {
            by: "tomasz",
            vote: "go",
            reason: "The watcher alone is sound; only the tracker is not.",
          },
        ],
      },
      criteria: [
        { key: "p1", title: "The watcher (P1)", refers: { kind: "gate", gate: "P1" } },
        { key: "p2", title: "The tracker (P2)", refers: { kind: "gate", gate: "P2" } },
        { key: "p3", title: "Search and events (P3)", refers: { kind: "gate", gate: "P3" } },
        {
          key: "report",
          title: "What was learnt is written down",
          refers: { kind: "checklist" },
          stated: "pass",
          evidence: "One page, beside the archive of the branch.",
          owner: "desktop",
        },
      ],
    },
  ],
  decisions: [
    {
      key: "OB-1",
      title: "Whether to go on without protoc",
      options: [
        {
          title: "Write the interface by hand",
          for: ["No tool"],
          against: ["Two copies to keep alike"],
        },
        { title: "End the program", for: ["Nothing more is lost"], against: ["Ten weeks of work"] },
      ],
      recommendation: "End it.",
      owner: "desktop",
      target: -21,
      status: "approved",
      impact: "Four people wait.",
      outcome: "End the program",
      approvers: ["desktop"],
      decided: { ago: 20, by: "Amara Example" },
    },
  ],
  budgets: [
    {
      key: "PB-WATCH",
      surface: "From a change on disk to its event",
      threshold: "p95 <= baseline + 10%",
      owner: "desktop",
      covers: [capability("file-watcher")],
    },
  ],
  blockers: [
    {
      text: "protoc is missing on the build machines",
      detail:
        "The interface between both sides cannot be built, so nothing of search and events can begin. It was never installed.",
      holds: [capability("query"), capability("sse-hub"), { level: "tool", key: "protoc" }],
      owner: "desktop",
      ago: 58,
      by: "Tomasz Example",
    },
    {
      text: "Versions go missing when both sides watch one folder",
      detail: "Each moved the other's temporary files away.",
      holds: [capability("file-watcher"), capability("content-tracker")],
      owner: "desktop",
      ago: 27,
      by: "Leilani Example",
      resolved: {
        ago: 20,
        by: "Leilani Example",
        resolution: "Every switch is back on Python; the Go services were removed.",
      },
    },
  ],
  schedule: {
    weeks: [
      { from: -9, scopes: ["weeks 1-3"], goals: "File watcher: does it miss a change?" },
      {
        from: -6,
        scopes: ["weeks 4-6"],
        goals: "Content tracker: versions of both sides compared",
      },
      { from: -3, scopes: ["1", "2"], notes: "the last review", goals: "What is taken out again" },
    ],
    checklist: ["Start both back ends on one folder.", "Compare what they noticed.", "Turn back."],
    cautions: ["Query and event hub wait for protoc and are not reviewed."],
    batches: [
      { key: "workers-1", title: "Workers of phase 1", owner: "desktop" },
      { key: "workers-2", title: "Workers of phase 2", owner: "desktop" },
    ],
  },
  signing: {
    documents: [
      {
        kind: "document",
        key: "why-we-went-back.md",
        title: "Why we went back",
        place: "docs/why-we-went-back.md",
        owner: "desktop",
        revision: "5be1a04",
        signed: { by: "tomasz", ago: 3 },
      },
      {
        kind: "runbook",
        key: "remove-go-services.md",
        title: "Taking the Go services out of an installation",
        place: "docs/remove-go-services.md",
        owner: "desktop",
        revision: "93f7c2e",
        signed: { by: "tomasz", ago: 8 },
        now: "d81b450",
      },
    ],
    deputies: [
      {
        absent: "tomasz",
        deputy: "kenji",
        from: -20,
        until: -13,
        reason: "Was away when the watcher was reviewed",
      },
    ],
  },
  progress: { days: 70, verified: [0, 1], flipped: { nightly: [0, 1], release: [0, 0] } },
};
