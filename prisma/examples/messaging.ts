import { plainItems } from "./example-items";
import type { ExampleProgram } from "./example-program";
import { exampleReading } from "./example-reading";
import { messagingRecord } from "./messaging/record";
import { bracesStyle } from "./path-styles";
import type { PlainRow } from "./plain-row";
import { numberedKey, routeItems } from "./route-items";
import type { RouteSection } from "./route-section";

const conversation = "/conversations/{conversation_id}";

const routes: readonly RouteSection[] = [
  {
    family: "messaging",
    prefix: "/v1/auth",
    source: "src/api/auth.rs",
    team: "messaging",
    authentication: "anonymous",
    rows: [
      ["Register", "POST", "/register"],
      ["Sign in", "POST", "/login"],
      ["Renew a session", "POST", "/refresh"],
      ["Sign out", "POST", "/logout"],
    ],
  },
  {
    family: "messaging",
    prefix: "/v1",
    source: "src/api/conversations.rs",
    team: "messaging",
    authentication: "bearer",
    rows: [
      ["own profile", "GET PATCH", "/users/me"],
      ["profile", "GET", "/users/{user_id}"],
      ["conversations", "GET POST", "/conversations"],
      ["conversation", "GET DELETE", conversation],
      ["messages", "GET POST", `${conversation}/messages`],
      ["message", "PUT DELETE", `${conversation}/messages/{message_id}`],
      ["Invite somebody", "POST", `${conversation}/members`],
      ["member of a conversation", "DELETE", `${conversation}/members/{user_id}`],
      ["Mark as read", "POST", `${conversation}/read`],
      ["event stream", "GET", "/events"],
    ],
  },
  {
    family: "messaging",
    prefix: "",
    source: "src/api/health.rs",
    team: "messaging",
    authentication: "anonymous",
    rows: [
      ["health", "GET", "/healthz"],
      ["readiness", "GET", "/readyz"],
    ],
  },
];

/** Where the replacement does less, or otherwise, than what it replaces. */
const gaps: readonly PlainRow[] = [
  {
    key: "GAP-001",
    title: "Sessions survive a change of password",
    team: "messaging",
    attributes: {
      category: "security",
      priority: "high",
      expected: "Every session ends when the password changes",
      actual: "Refresh tokens stay valid until they expire",
      acceptance: "A refresh after the change is refused with 401",
      status: "open",
    },
  },
  {
    key: "GAP-002",
    title: "Event stream does not resume",
    team: "messaging",
    attributes: {
      category: "behaviour",
      priority: "high",
      expected: "A client that names its last event gets what it missed",
      actual: "The stream starts with what happens next",
      acceptance: "No event is lost across a restart of the service",
      status: "in progress",
    },
  },
  {
    key: "GAP-003",
    title: "No bill of materials in the release",
    team: "messaging",
    attributes: {
      category: "compliance",
      priority: "medium",
      expected: "Every release carries its SBOM and licence report",
      actual: "Dependencies are scanned, nothing is published",
      acceptance: "SBOM attached to the image and checked in CI",
      status: "open",
    },
  },
  {
    key: "GAP-004",
    title: "How long deleted messages are kept needs clarification",
    team: "messaging",
    attributes: {
      category: "open decision",
      priority: "high",
      expected: "A retention period that somebody decided",
      actual: "Thirty days in Rust, at once in Go",
      acceptance: "The decision is recorded and both sides follow it",
      status: "needs clarification",
    },
  },
];

const testKey = numberedKey("MSG-TEST", 3);

/** One service replaced as a whole, from Rust to Go: one switch and no gradual rollout. */
export const messaging: ExampleProgram = {
  key: "messaging",
  name: "Messaging",
  description:
    "A messaging service is replaced as a whole: one switch, no gradual rollout. Security, secrets, " +
    "tests, observability and compliance must hold first; what needs clarification blocks. " +
    "p95 of the API stays within 200 ms, of sign-in within 500 ms.",
  legacy: "rust",
  target: "go",
  environments: [
    { key: "staging", name: "Staging", isProtected: false },
    { key: "production", name: "Production", isProtected: true },
  ],
  naming: {
    values: "owner",
    program: "MESSAGING_BACKEND",
    family: null,
    capability: null,
    route: null,
    worker: null,
    force: "MESSAGING_FORCE_RUST",
    canary: { orgs: null, repos: null, users: null, percent: null },
    exceptions: {},
  },
  capabilityRules: [],
  capabilities: [
    { key: "messaging", name: "Messaging", description: "The whole service, replaced at once." },
  ],
  reading: exampleReading([
    ...routeItems(routes, {
      keyOf: numberedKey("MSG", 3),
      testsOf: (index) => [{ id: testKey(index), role: "contract" }],
      pathStyle: bracesStyle,
      verificationOf: (_wave, nth) =>
        nth % 3 === 2
          ? "source-anchored-needs-review"
          : nth < 4
            ? "verified"
            : "verified-source-anchored",
      batchOf: (_wave, { source }) => (source === "src/api/auth.rs" ? "accounts" : "conversations"),
      supportOf: ({ source }, index) => ({
        source_ref: `${source}:${24 + 17 * index}`,
        rollback_note: "Switch the whole service back; both sides read the same tables.",
      }),
    }),
    ...plainItems("task", gaps),
  ]),
  switches: [
    {
      environment: "staging",
      reason: "Staging runs the replacement whole, to find the remaining gaps",
      edits: [{ level: "program", owner: "go" }],
    },
  ],
  record: messagingRecord,
  status: "active",
  note: null,
};
