import type { ExampleProgram } from "./example-program";
import { exampleReading } from "./example-reading";
import { expressStyle } from "./path-styles";
import { numberedKey, routeItems } from "./route-items";
import type { RouteSection } from "./route-section";
import { routerRecord } from "./router/record";

const routes: readonly RouteSection[] = [
  {
    family: "health",
    prefix: "",
    source: "src/routes/health.ts",
    team: "gateway",
    authentication: "anonymous",
    wave: "1",
    rows: [
      ["liveness", "GET", "/livez"],
      ["health", "GET", "/healthz"],
      ["readiness", "GET", "/readyz"],
      ["metrics", "GET", "/metrics"],
      ["version that runs", "GET", "/version"],
    ],
  },
  {
    family: "trade",
    prefix: "/v1/trade",
    source: "src/routes/trade.ts",
    team: "gateway-trade",
    authentication: "bearer",
    wave: "2",
    rows: [
      ["orders", "GET POST", "/orders"],
      ["Place several orders at once", "POST", "/orders/batch"],
      ["order", "GET DELETE", "/orders/{order_id}"],
      ["fills of an order", "GET", "/orders/{order_id}/fills"],
      ["Ask for a quote", "POST", "/quotes"],
      ["positions", "GET", "/positions"],
      ["position in one instrument", "GET", "/positions/{symbol}"],
      ["balances", "GET", "/balances"],
      ["trade history", "GET", "/history"],
    ],
  },
  {
    family: "task",
    prefix: "/v1/task",
    source: "src/routes/task.ts",
    team: "gateway-task",
    authentication: "bearer",
    wave: "3",
    rows: [
      ["tasks", "GET POST", "/jobs"],
      ["task", "GET DELETE", "/jobs/{job_id}"],
      ["result of a task", "GET", "/jobs/{job_id}/result"],
      ["Cancel a task", "POST", "/jobs/{job_id}/cancel"],
      ["Run a failed task again", "POST", "/jobs/{job_id}/retry"],
      ["load by task queue", "GET", "/queues"],
    ],
  },
];

const testKey = numberedKey("REPLAY", 3);

/** An API gateway on its way from Node to Go: endpoint by endpoint, weighted by user. */
export const router: ExampleProgram = {
  key: "router",
  name: "Router",
  description:
    "An API gateway moves from Node to Go behind a weighted canary: health first, then trade, then " +
    "tasks. Parity is shown by replaying captured traffic against both sides. Trade and task routes " +
    "must stay under 100 ms at p99; a breach rolls back by itself, blue and green switch back to Node.",
  legacy: "node",
  target: "go",
  environments: [
    { key: "staging", name: "Staging", isProtected: false },
    { key: "production", name: "Production", isProtected: true },
  ],
  naming: {
    values: "owner",
    program: "ROUTER_UPSTREAM_DEFAULT",
    family: "ROUTER_UPSTREAM_{KEY}",
    capability: "ROUTER_UPSTREAM_CAP_{KEY}",
    route: "ROUTER_UPSTREAM_ROUTE_{KEY}",
    worker: null,
    force: "ROUTER_FORCE_NODE",
    canary: {
      orgs: null,
      repos: null,
      users: "ROUTER_CANARY_USERS",
      percent: "ROUTER_CANARY_WEIGHT_{KEY}",
    },
    exceptions: {},
  },
  capabilityRules: [
    { capability: "trade-read", family: "trade", methods: ["GET", "HEAD"] },
    { capability: "trade-write", family: "trade" },
  ],
  capabilities: [
    {
      key: "health",
      name: "Health and readiness",
      description: "The first endpoints to move: whoever watches the gateway watches both.",
    },
    {
      key: "trade-read",
      name: "Trade, reading",
      description: "Orders, positions and balances, read. p99 under 100 ms.",
    },
    {
      key: "trade-write",
      name: "Trade, writing",
      description: "Orders and quotes, placed. Moves last within trade; p99 under 100 ms.",
    },
    { key: "task", name: "Tasks", description: "Jobs and their results. p99 under 100 ms." },
  ],
  reading: exampleReading(
    routeItems(routes, {
      keyOf: numberedKey("EP", 3),
      testsOf: (index, section) => [
        { id: testKey(index), role: "parity" },
        ...(section.authentication === "anonymous"
          ? []
          : [{ id: `${testKey(index)}-AUTH`, role: "auth" } as const]),
      ],
      pathStyle: expressStyle,
      verificationOf: (wave, nth) => {
        if (wave === "1") return nth < 3 ? "verified" : "verified-source-anchored";
        return wave === "2" && nth % 4 !== 3 ? "source-anchored-needs-review" : "planned";
      },
      batchOf: (wave) => `step-${wave}`,
      supportOf: ({ source, wave }, index) =>
        wave === "3"
          ? null
          : {
              source_ref: `${source}:${18 + 9 * index}`,
              rollback_note: "Put the weight back on blue: Node takes all of it within a minute.",
            },
    }),
  ),
  switches: [
    {
      environment: "staging",
      reason: "The RFC is approved and the rollback criteria are written: health goes first",
      edits: [{ level: "family", key: "health", owner: "go" }],
    },
    {
      environment: "staging",
      reason: "Replay of captured reads shows no difference: weighted canary",
      edits: [
        {
          level: "capability",
          key: "trade-read",
          owner: "go",
          canary: { percent: 1000, key: "user" },
        },
      ],
    },
  ],
  record: routerRecord,
  status: "active",
  note: null,
};
