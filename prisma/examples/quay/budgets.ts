import type { ExampleBudget } from "../example-record";

const capability = (key: string) => ({ level: "capability", key }) as const;
const staging = "staging";

/** Six surfaces that may not get worse. Python was measured for a fortnight before Go was let in. */
export const budgets: readonly ExampleBudget[] = [
  {
    key: "PB-REG-AUTH",
    surface: "Registry sign-in and tokens",
    threshold: "P95 <= baseline + 10%, P99 <= baseline + 15%",
    owner: "registryd-v2",
    covers: [capability("v2-auth")],
    baseline: {
      environment: staging,
      startedAgo: 30,
      levels: { p50: 31, p95: 104, p99: 171, errorRate: 0.12 },
    },
    // Its last days are over the limit: 104 ms + 10 % = 114.4 ms.
    target: {
      environment: staging,
      startedAgo: 12,
      levels: { p50: 27, p95: 103, p99: 162, errorRate: 0.1 },
      drift: 1.16,
    },
  },
  {
    key: "PB-REG-PULL",
    surface: "Pulls of manifests and blobs",
    threshold: "P95 <= baseline + 10%, error rate <= baseline + 0.2%",
    owner: "registryd-v2",
    covers: [capability("v2-pull")],
    baseline: {
      environment: staging,
      startedAgo: 30,
      levels: { p50: 42, p95: 188, p99: 305, errorRate: 0.31 },
    },
    target: {
      environment: staging,
      startedAgo: 9,
      levels: { p50: 29, p95: 141, p99: 248, errorRate: 0.28 },
      drift: 0.98,
    },
  },
  {
    key: "PB-REG-PUSH",
    surface: "Uploads, until they are finished",
    threshold: "P95 <= baseline + 15%, error rate <= baseline + 0.2%",
    owner: "registryd-v2",
    covers: [capability("v2-push")],
    baseline: {
      environment: staging,
      startedAgo: 26,
      levels: { p50: 210, p95: 870, p99: 1620, errorRate: 0.55 },
      gaps: [4],
    },
  },
  {
    key: "PB-API-HOT",
    surface: "The API's most asked addresses",
    threshold: "P95 <= baseline + 10%",
    owner: "api-service",
    covers: [capability("api-read"), capability("api-write")],
    baseline: {
      environment: staging,
      startedAgo: 23,
      levels: { p50: 58, p95: 232, p99: 410, errorRate: 0.2 },
    },
  },
  {
    key: "PB-WORKER-LAG",
    surface: "How long queues wait",
    threshold: "queue lag P95 <= baseline + 15%",
    owner: "worker-platform",
    covers: [capability("background-workers"), { level: "worker", key: "notificationworker" }],
    baseline: {
      environment: staging,
      startedAgo: 11,
      levels: { lagP50: 900, lagP95: 4200 },
      isCollecting: true,
    },
    target: {
      environment: staging,
      startedAgo: 6,
      levels: { lagP50: 640, lagP95: 2950 },
      drift: 1.02,
    },
  },
  {
    key: "PB-DB-SAFETY",
    surface: "Queries on the largest tables",
    threshold: "P99 <= baseline + 15%, no new full scans on critical paths",
    owner: "db-architecture",
    covers: [capability("api-read"), capability("v2-pull")],
  },
];
