import type { VerificationState } from "@/lib/domain/inventory";
import { type ExampleItem, plainItems, queueItems, workerItems } from "../example-items";
import { exampleReading } from "../example-reading";
import { flaskStyle } from "../path-styles";
import { numberedKey, routeItems } from "../route-items";
import type { RouteSection } from "../route-section";
import { apiAccountRoutes } from "./api-account-routes";
import { apiAdministrationRoutes } from "./api-administration-routes";
import { apiOrganizationRoutes } from "./api-organization-routes";
import { apiRepositoryRoutes } from "./api-repository-routes";
import { runtimeComponents, storageDrivers, tools } from "./components";
import { integrationRoutes } from "./integration-routes";
import { queues } from "./queues";
import { registryRoutes } from "./registry-routes";
import { webRoutes } from "./web-routes";
import { workers } from "./workers";

const waves: Readonly<Record<string, string>> = {
  "registry-v1": "A1",
  "registry-v2": "A1",
  "api-v1": "A2",
  keys: "A3",
  other: "A3",
  realtime: "A3",
  secscan: "A3",
  webhooks: "A3",
  oauth1: "A4",
  oauth2: "A4",
  web: "A4",
  "well-known": "A4",
};

const waveOf = (section: RouteSection): string | null =>
  section.wave ?? waves[section.family] ?? null;

/** The registry is signed, the API half, the pages not yet; fewer than 50 rows wait for review. */
const verificationOf = (wave: string | null, nth: number): VerificationState => {
  switch (wave) {
    case "A1":
      return nth % 6 === 5 ? "source-anchored-needs-review" : "verified";
    case "A2":
      if (nth % 16 === 3) return "source-anchored-needs-review";
      if (nth % 8 === 0 || nth % 8 === 2) return "verified";
      return nth % 2 === 0 ? "verified-source-anchored" : "planned";
    case "A3":
      return nth % 5 === 2 ? "source-anchored-needs-review" : "verified-source-anchored";
    default:
      return nth % 12 === 0 ? "source-anchored-needs-review" : "planned";
  }
};

/** `ROUTE_OWNER_ROUTE_GET_V2_REPOSITORY_TAGS_LIST`: paths that differ by a trailing slash share one. */
const switchIdOf = (method: string, pattern: string): string => {
  const words = pattern
    .replace(/:[^}]*\}/g, "}")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_|_$/g, "")
    .toUpperCase();
  return `ROUTE_OWNER_ROUTE_${method}_${words || "ROOT"}`;
};

const testKey = numberedKey("PT-ROUTE", 4);

const routes = routeItems(
  [
    ...registryRoutes,
    ...apiRepositoryRoutes,
    ...apiOrganizationRoutes,
    ...apiAccountRoutes,
    ...apiAdministrationRoutes,
    ...integrationRoutes,
    ...webRoutes,
  ],
  {
    keyOf: numberedKey("ROUTE", 4),
    testsOf: (index, section) => [
      { id: testKey(index), role: "contract" },
      ...(section.authentication === "anonymous"
        ? []
        : [{ id: `${testKey(index)}-AUTH`, role: "auth" } as const]),
    ],
    switchIdOf,
    pathStyle: flaskStyle({
      repository: (section) => (section.family === "api-v1" ? "apirepopath" : "repopath"),
    }),
    waveOf,
    verificationOf,
    batchOf: (wave, section) => `${wave?.toLowerCase()}-${section.family}`,
  },
);

/** The stream of work that a row belongs to, by where it is answered. */
const workstreams: Readonly<Record<string, string>> = {
  "registry-v1": "WS5",
  "registry-v2": "WS2",
  oauth1: "WS8",
  oauth2: "WS8",
  keys: "WS8",
  secscan: "WS9",
  web: "WS10",
  "well-known": "WS10",
  other: "WS3",
};

const workstreamOf = ({ kind, family, method }: ExampleItem): string => {
  if (kind === "worker") return "WS9";
  if (family === "api-v1") return method === "GET" || method === "HEAD" ? "WS6" : "WS7";
  if (family === "registry-v2" && method !== "GET" && method !== "HEAD") return "WS4";
  return workstreams[family ?? ""] ?? "WS7";
};

const inWorkstream = (item: ExampleItem): ExampleItem => ({
  ...item,
  attributes: { ...item.attributes, workstream: workstreamOf(item) },
});

/** Who signed for a team's rows; the API's teams have one signer. */
const signers: Readonly<Record<string, string>> = {
  "registryd-v1": "Kenji Example",
  "registryd-v2": "Kenji Example",
  "registry-storage": "Kenji Example",
  "worker-platform": "Inês Example",
};

/** States of rows that somebody, or a machine, has read in the source. */
const anchoredStates = ["source-anchored-needs-review", "verified-source-anchored", "verified"];

/** A line of its source, the same one each time. */
const lineOf = (key: string): number => 12 + ((Number(key.replace(/\D/g, "")) * 37) % 600);

/** What is anchored names its place and a way back; nothing is verified without a name under it. */
const withReview = (item: ExampleItem): ExampleItem => {
  if (!anchoredStates.includes(item.verification)) return item;
  const isWorker = item.kind === "worker";
  const anchor = `${item.sourcePath}:${lineOf(item.key)}`;
  return {
    ...item,
    attributes: {
      ...item.attributes,
      ...(item.sourcePath
        ? { [isWorker ? "retry_evidence_ref" : "auth_evidence_ref"]: anchor }
        : {}),
      rollback_note: `${isWorker ? "Hand the queue back" : "Switch it back"}; nothing is written that ${
        isWorker ? "the old worker" : "Python"
      } cannot read.`,
      ...(item.verification === "verified"
        ? { signedBy: signers[item.team ?? ""] ?? "Mirela Example" }
        : {}),
    },
  };
};

const processes = workerItems(workers, {
  keyPrefix: "PROC",
  testPrefix: "PT-PROC",
  switchIdOf: (name) => `WORKER_OWNER_${name.toUpperCase()}`,
  sourceOf: (name) => `workers/${name}.py`,
  retired: { decision: "D-001" },
});

/** The whole inventory of the example registry: routes, processes, queues and what both runtimes need. */
export const quayReading = exampleReading(
  [
    ...routes.map(withReview).map(inWorkstream),
    ...processes.map(withReview).map(inWorkstream),
    ...queueItems(queues, "worker-platform"),
    ...plainItems("runtime-component", runtimeComponents),
    ...plainItems("storage-driver", storageDrivers),
    ...plainItems("tool", tools),
  ],
  queues,
);

/** The key of the route that a method and a wire pattern name. */
export const quayRoute = (method: string, pattern: string): string => {
  const route = routes.find((item) => item.method === method && item.pattern === pattern);
  if (!route) throw new Error(`The example has no route ${method} ${pattern}.`);
  return route.key;
};
