import type { ExampleProgram } from "./example-program";
import { quayReading, quayRoute } from "./quay/inventory";
import { quayRecord } from "./quay/record";

/** A container registry on its way from Python to Go: the largest of the examples. */
export const quay: ExampleProgram = {
  key: "quay",
  name: "Quay",
  description:
    "A container registry moves from Python to Go, one capability at a time, behind nginx. " +
    "Pulls and pushes come first, then the web API, then pages; workers follow in phases.",
  legacy: "python",
  target: "go",
  environments: [
    { key: "staging", name: "Staging", isProtected: false },
    { key: "production", name: "Production", isProtected: true },
  ],
  naming: {
    values: "owner",
    program: "ROUTE_OWNER_DEFAULT",
    family: "ROUTE_OWNER_FAMILY_{KEY}",
    capability: "ROUTE_OWNER_CAP_{KEY}",
    route: "{SWITCH_ID}",
    worker: "WORKER_OWNER_{KEY}",
    force: "MIGRATION_FORCE_PYTHON",
    canary: {
      orgs: "ROUTE_CANARY_ORGS",
      repos: "ROUTE_CANARY_REPOS",
      users: "ROUTE_CANARY_USERS",
      percent: "ROUTE_CANARY_PERCENT",
    },
    exceptions: {},
  },
  capabilityRules: [
    { capability: "v2-auth", family: "registry-v2", path: "/v2/" },
    { capability: "v2-auth", family: "registry-v2", path: "/v2/auth" },
    { capability: "v2-push", family: "registry-v2", path: "/v2/**/blobs/uploads/**" },
    { capability: "v2-pull", family: "registry-v2", methods: ["GET", "HEAD"] },
    { capability: "v2-push", family: "registry-v2" },
    { capability: "api-read", family: "api-v1", methods: ["GET", "HEAD"] },
    { capability: "api-write", family: "api-v1" },
    { capability: "oauth", family: "oauth1" },
    { capability: "oauth", family: "oauth2" },
    { capability: "secscan", phase: "P2" },
    { capability: "background-workers", phase: "P1" },
    { capability: "storage-workers", phase: "P3" },
    { capability: "deletion-workers", phase: "P4" },
    { capability: "long-running-workers", phase: "P5" },
  ],
  capabilities: [
    {
      key: "v2-auth",
      name: "Registry sign-in",
      description: "Version check and tokens of docker login; everything else needs it first.",
    },
    { key: "v2-pull", name: "Pull", description: "Manifests, blobs, tags and referrers, read." },
    {
      key: "v2-push",
      name: "Push",
      description: "Uploads, manifests and deletions. An upload stays where it was started.",
    },
    {
      key: "registry-v1",
      name: "First registry protocol",
      description: "Kept for old clients; moves as one.",
    },
    { key: "api-read", name: "Web API, reading", description: "Everything of the API that reads." },
    {
      key: "api-write",
      name: "Web API, writing",
      description: "Everything of the API that changes something, and so feeds the queues.",
    },
    {
      key: "oauth",
      name: "Sign-in through others",
      description: "Both OAuth families: a sign-in crosses them, so they flip together.",
    },
    {
      key: "secscan",
      name: "Security scanning",
      description: "The scanner's callbacks and its two workers: one unit.",
    },
    { key: "keys", name: "Service keys", description: "Public keys of services, by key id." },
    { key: "webhooks", name: "Webhooks", description: "Calls from source hosts and payments." },
    { key: "realtime", name: "Realtime", description: "Event streams of open pages." },
    { key: "web", name: "Pages and files", description: "What a browser opens." },
    { key: "well-known", name: "Well-known addresses", description: "What standards look for." },
    { key: "other", name: "Health and edge", description: "Health checks and internal calls." },
    {
      key: "background-workers",
      name: "Background workers",
      description: "Late is harmless, twice is seen at once: the first workers to move.",
    },
    {
      key: "storage-workers",
      name: "Storage workers",
      description: "Workers that write to object storage.",
    },
    {
      key: "deletion-workers",
      name: "Deletion workers",
      description: "Workers that remove what cannot be brought back.",
    },
    {
      key: "long-running-workers",
      name: "Long-running workers",
      description: "Mirrors, builds and backfills with state of their own.",
    },
  ],
  reading: quayReading,
  dependencies: [
    {
      kind: "unit",
      subject: { level: "family", key: "secscan" },
      requires: [{ level: "capability", key: "secscan" }],
      note: "The scanner's callbacks and the workers that read what they bring know one format.",
    },
    {
      kind: "prerequisite",
      subject: { level: "capability", key: "v2-push" },
      requires: [{ level: "capability", key: "v2-auth" }],
      note: "A push asks for a token first.",
    },
    {
      kind: "upload-runtime",
      subject: { level: "capability", key: "v2-push" },
      requires: [],
      note: "Parts of an upload lie where it was started.",
    },
  ],
  switches: [
    {
      environment: "staging",
      reason: "A1 wave: tokens come from the new registry",
      edits: [{ level: "capability", key: "v2-auth", owner: "go" }],
    },
    {
      environment: "staging",
      reason: "First canary of pulls; the tag list still pages differently and stays behind",
      edits: [
        {
          level: "capability",
          key: "v2-pull",
          owner: "go",
          canary: { percent: 1000, key: "org" },
        },
        {
          level: "route",
          key: quayRoute("GET", "/v2/{repository+}/tags/list"),
          owner: "python",
        },
      ],
    },
    {
      environment: "staging",
      reason: "QMT-NOTIFICATION passes on both sides: notifications are sent by the new worker",
      edits: [{ level: "worker", key: "notificationworker", owner: "go" }],
    },
  ],
  record: quayRecord,
  status: "active",
  note: null,
};
