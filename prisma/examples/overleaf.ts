import { queueItems, workerItems } from "./example-items";
import type { ExampleProgram } from "./example-program";
import { exampleReading } from "./example-reading";
import { overleafRecord } from "./overleaf/record";
import { routes } from "./overleaf/routes";
import { queues, workers } from "./overleaf/workers";
import { expressStyle } from "./path-styles";
import { numberedKey, routeItems } from "./route-items";

const testKey = numberedKey("PARITY", 3);

/** A writing platform of eleven services on its way from Node and Java to Go, one service at a time. */
export const overleaf: ExampleProgram = {
  key: "overleaf",
  name: "Overleaf",
  description:
    "Eleven services of a writing platform move to Go, each a capability with a checklist of its own: " +
    "contract parity without a difference over ten runs, p95 within the service's objective, canary " +
    "1, 10, 25, 50, 100 %, a rehearsed rollback. Web and real-time come next.",
  legacy: "node",
  target: "go",
  environments: [
    { key: "staging", name: "Staging", isProtected: false },
    { key: "production", name: "Production", isProtected: true },
  ],
  naming: {
    values: "owner",
    program: null,
    family: null,
    capability: "{KEY}_IMPLEMENTATION",
    route: null,
    worker: "{KEY}_WORKER_IMPLEMENTATION",
    force: "FORCE_NODE_SERVICES",
    canary: {
      orgs: null,
      repos: null,
      users: "{KEY}_CANARY_USERS",
      percent: "{KEY}_CANARY_PERCENT",
    },
    exceptions: {},
  },
  capabilityRules: [],
  capabilities: [
    { key: "chat", name: "Chat", description: "Messages and discussions of a project." },
    { key: "contacts", name: "Contacts", description: "Whom a person has worked with." },
    {
      key: "notifications",
      name: "Notifications",
      description: "What a person is told, and its worker that forgets.",
    },
    { key: "docstore", name: "Document store", description: "Documents at rest." },
    {
      key: "filestore",
      name: "File store",
      description: "Uploaded files; key lookup p95 <= 50 ms.",
    },
    {
      key: "clsi",
      name: "Compilation",
      description: "Runs LaTeX in a sandbox; blocked until the sandbox image is agreed.",
    },
    {
      key: "document-updater",
      name: "Document updater",
      description: "Documents in memory while they are edited.",
    },
    { key: "history-v1", name: "History store", description: "Versions and blobs at rest." },
    {
      key: "project-history",
      name: "Project history",
      description: "Changes as people read them.",
    },
    {
      key: "real-time",
      name: "Real-time",
      description: "Open connections; a connection stays where it was opened.",
    },
    {
      key: "web",
      name: "Web",
      description: "Pages, accounts and sessions; introspection p95 <= 100 ms.",
    },
  ],
  reading: exampleReading(
    [
      ...routeItems(routes, {
        keyOf: numberedKey("OL", 3),
        testsOf: (index) => [{ id: testKey(index), role: "parity" }],
        pathStyle: expressStyle,
        batchOf: (_wave, section) => section.family,
        supportOf: ({ source, family, wave }, index) =>
          wave === "1"
            ? {
                source_ref: `${source}:${31 + 12 * index}`,
                rollback_note: `Set ${family} back to node; its old image stays up for one release.`,
              }
            : null,
      }),
      ...workerItems(workers, {
        keyPrefix: "OLW",
        testPrefix: "WORKER",
        sourceOf: (name) => `services/workers/${name}.js`,
      }),
      ...queueItems(queues, "editing"),
    ],
    queues,
  ),
  switches: [
    {
      environment: "staging",
      reason: "Contacts showed no difference in ten runs in a row and its rollback was rehearsed",
      edits: [{ level: "capability", key: "contacts", owner: "go" }],
    },
    {
      environment: "staging",
      reason: "Chat is ready: first steps of its canary",
      edits: [
        {
          level: "capability",
          key: "chat",
          owner: "go",
          canary: { percent: 2500, key: "user" },
        },
      ],
    },
    {
      environment: "staging",
      reason:
        "Notifications move with their worker; one person's reports still need the old service",
      edits: [
        {
          level: "capability",
          key: "notifications",
          owner: "go",
          canary: { percent: 1000, key: "user", except: { users: ["accessibility-review"] } },
        },
        { level: "worker", key: "notification-expiry", owner: "go" },
      ],
    },
  ],
  record: overleafRecord,
  status: "active",
  note: null,
};
