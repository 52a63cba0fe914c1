import type { ExampleMilestone } from "../example-record";

const gate = (key: string, title: string, owner: string, due: number) => ({
  key: key.toLowerCase(),
  title: `${title} (${key})`,
  refers: { kind: "gate", gate: key } as const,
  owner,
  due,
});

const decision = (key: string, title: string, owner: string, due: number) => ({
  key: key.toLowerCase(),
  title: `${title} (${key})`,
  refers: { kind: "decision", decision: key } as const,
  owner,
  due,
});

const line = (
  key: string,
  title: string,
  owner: string,
  due: number,
  stated?: "pass" | "fail",
  evidence = "",
) => ({
  key,
  title,
  refers: { kind: "checklist" } as const,
  owner,
  due,
  evidence,
  ...(stated ? { stated } : {}),
});

const workstreams = (...streams: string[]): string => `Workstreams ${streams.join(", ")}.`;

/** From the mandate to the end of the old registry. */
export const milestones: readonly ExampleMilestone[] = [
  {
    key: "MM",
    title: "Mandate",
    description: `What moves, in what order, and who answers for it. ${workstreams("WS0")}`,
    target: -57,
    decided: {
      decision: "conditional-go",
      ago: 56,
      by: "amara",
      reason: "Scope, order and owners are agreed; the inventory can begin.",
      votes: [
        { by: "kenji", vote: "go", reason: "The registry's teams are named and have time." },
        { by: "leilani", vote: "go", reason: "Whatever moves can be moved back in a minute." },
        { by: "tomasz", vote: "no-go", reason: "Half of the API's rows have nobody's name yet." },
      ],
      conditions: [
        {
          text: "Switches reach every gateway in under 30 seconds",
          owner: "platform-edge",
          due: -40,
          done: { ago: 44, by: "leilani", note: "Measured on all six: 4 seconds at most." },
        },
        { text: "Every row of the API has an owner", owner: "rewrite-program", due: 2.5 },
      ],
    },
    criteria: [
      gate("G1", "Owners can be switched", "platform-edge", -57),
      decision("D-001", "What does not move is named", "registryd-v1", -57),
      decision("D-002", "It is decided where routes are switched", "platform-edge", -57),
    ],
  },
  {
    key: "M0",
    title: "Contracts and inventory",
    description: `Every surface has a row, an owner, a contract test and a budget. ${workstreams("WS0", "WS1")}`,
    target: 6,
    criteria: [
      gate("G8", "Data access is designed and approved", "db-architecture", -9),
      gate("G9", "FIPS and cryptography have an approved plan", "security-platform", 5),
      gate("G15", "Budgets have an accepted baseline", "platform-observability", 7),
      {
        key: "review-backlog",
        title: "At most 50 rows wait for a review of their source",
        refers: {
          kind: "rule",
          rule: {
            kind: "cel",
            expression: 'items.filter(i, i.state == "source-anchored-needs-review").size() <= 50',
          },
        },
        owner: "rewrite-program",
        due: 2,
      },
      gate("G0", "Every surface is listed and has a test", "rewrite-program", -60),
      gate("G1", "Owners can be switched", "platform-edge", -52),
      gate("G2", "The first five decisions are made", "rewrite-program", -45),
      gate("G3", "Rows name their source", "rewrite-program", -12),
      gate("G4", "How tests are written is agreed", "api-service", -20),
      gate("G7", "Operators' tools work on both sides", "platform-edge", 6),
      decision("D-006", "The bridge to the old models has an end", "db-architecture", -4),
      line(
        "owners",
        "Every row has an owner who has said yes",
        "rewrite-program",
        4,
        "fail",
        "Five teams have rows without an answer.",
      ),
      line(
        "fixtures",
        "Fixtures of both protocols are recorded",
        "registryd-v2",
        3,
        "pass",
        "Recorded from staging, without names.",
      ),
      line("on-call", "Who is called at night for the new side is known", "platform-edge", 5),
      {
        ...line(
          "training",
          "Every team has flipped a route in staging once",
          "platform-edge",
          6,
          "pass",
          "Twelve of twelve teams.",
        ),
        group: "additional",
      },
      {
        ...gate("G12", "What lives in Redis is listed", "worker-platform", -2),
        group: "additional",
      },
      {
        ...gate("G10", "Storage drivers have a plan each", "registry-storage", 9),
        group: "additional",
      },
    ],
  },
  {
    key: "M1",
    title: "First registry traffic in production",
    description: `Sign-in and pull, for one organization in ten. ${workstreams("WS1", "WS2", "WS3", "WS11")}`,
    target: 34,
    criteria: [
      gate("G6", "Playbooks are rehearsed", "platform-edge", 3),
      gate("G11", "The architecture is approved", "registryd-v2", 2),
      gate("G13", "Images, configuration and TLS have a plan", "platform-edge", 12),
      decision("D-007", "Both registries run beside each other", "platform-edge", 4),
      decision("D-008", "Old tokens are accepted", "security-platform", 11),
      line(
        "edge-capacity",
        "The edge holds both registries at the peak of a Monday",
        "platform-edge",
        25,
      ),
    ],
  },
  {
    key: "M2",
    title: "Push and the first protocol",
    description: `Uploads stay where they began. ${workstreams("WS2", "WS4", "WS5")}`,
    target: 69,
    criteria: [
      gate("G10", "Storage drivers have a plan each", "registry-storage", 40),
      gate("G12", "What lives in Redis is listed", "worker-platform", 40),
      decision("D-009", "The end of the first protocol is dated", "registryd-v1", 32),
      line("upload-drill", "An upload survives a rollback halfway", "registryd-v2", 60),
    ],
  },
  {
    key: "M3",
    title: "The API answers from Go",
    description: `268 routes in two steps, reading first. ${workstreams("WS6", "WS7", "WS8")}`,
    target: 118,
    criteria: [
      gate("G14", "Sign-in backends and notifications behave alike", "api-service-auth", 90),
      line("bridge", "Nothing reads through the bridge any more", "db-architecture", 110),
    ],
  },
  {
    key: "M4",
    title: "Workers and pages",
    description: `P1 to P5, then what a browser opens. ${workstreams("WS9", "WS10")}`,
    target: 171,
    criteria: [
      line("queues", "Every queue is read alike by both sides", "worker-platform", 150),
      line("pages", "Pages pass in the three browsers that are supported", "web", 165),
    ],
  },
  {
    key: "M5",
    title: "The old registry is switched off",
    description: `Thirty days without a request on Python, then it ends. ${workstreams("WS11", "WS12")}`,
    target: 226,
    criteria: [
      line("silence", "Thirty days without a request on the old side", "platform-edge", 226),
      line("archive", "Its images and its manual are archived", "rewrite-program", 220),
    ],
  },
];
