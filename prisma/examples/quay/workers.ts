import type { WorkerRow } from "../worker-row";

const platform = "worker-platform";

/** Every process the supervisor of the legacy registry starts, in the order in which they move. */
export const workers: readonly WorkerRow[] = [
  // P0: what serves requests and what stands beside it. Moved with the routes, never switched.
  ["nginx", "Front door", "P0", "platform-edge", "support"],
  ["gunicorn-registry", "Legacy registry server", "P0", "registryd-v2", "support"],
  ["gunicorn-web", "Legacy web and API server", "P0", "api-service", "support"],
  ["gunicorn-secscan", "Legacy scanner callback server", "P0", "api-service-secscan", "support"],
  ["memcache", "Local cache", "P0", "platform-edge", "support"],
  ["dnsmasq", "Local name cache", "P0", "platform-edge", "support"],
  ["pushgateway", "Collector for metrics of short-lived workers", "P0", platform, "support"],
  ["supervisor-events", "Listener for the supervisor's events", "P0", platform, "support"],
  // P1: late is harmless, twice is seen at once.
  ["notificationworker", "Sends repository notifications", "P1", platform, "verified"],
  ["exportactionlogsworker", "Exports action logs", "P1", platform, "verified-source-anchored"],
  ["logrotateworker", "Archives action logs", "P1", platform, "verified-source-anchored"],
  ["queuecleanupworker", "Removes finished queue items", "P1", platform, "verified"],
  ["globalpromstats", "Publishes registry-wide counts", "P1", platform, "verified-source-anchored"],
  ["repositoryactioncounter", "Counts actions by day", "P1", platform, "verified-source-anchored"],
  ["servicekeyworker", "Renews this instance's service key", "P1", "api-service-auth", "planned"],
  [
    "expiredapptokenworker",
    "Removes expired application tokens",
    "P1",
    "api-service-auth",
    "source-anchored-needs-review",
  ],
  ["pullstatsworker", "Flushes pull statistics", "P1", platform, "planned"],
  // P2: moves together with the scanner's routes.
  [
    "securityworker",
    "Sends manifests to the scanner",
    "P2",
    "api-service-secscan",
    "verified-source-anchored",
  ],
  [
    "securityscanningnotificationworker",
    "Turns scanner findings into notifications",
    "P2",
    "api-service-secscan",
    "source-anchored-needs-review",
  ],
  // P3: writes to storage.
  ["storagereplicationworker", "Copies blobs between regions", "P3", "registry-storage", "planned"],
  ["blobuploadcleanupworker", "Removes abandoned uploads", "P3", "registry-storage", "planned"],
  ["chunkcleanupworker", "Removes orphaned chunks", "P3", "registry-storage", "planned"],
  ["proxycacheblobworker", "Fetches blobs for proxy caches", "P3", "registry-storage", "planned"],
  ["quotatotalworker", "Adds up storage by namespace", "P3", "registry-storage", "planned"],
  ["registrysizeworker", "Adds up storage of the registry", "P3", "registry-storage", "planned"],
  // P4: removes what cannot be brought back.
  ["gcworker", "Collects unreferenced manifests and blobs", "P4", "registry-storage", "planned"],
  ["repositorygcworker", "Removes deleted repositories", "P4", "registry-storage", "planned"],
  ["namespacegcworker", "Removes deleted namespaces", "P4", "registry-storage", "planned"],
  ["autopruneworker", "Prunes tags by policy", "P4", "registry-storage", "planned"],
  ["reconciliationworker", "Reconciles subscriptions", "P4", "api-service-billing", "planned"],
  ["teamsyncworker", "Synchronises teams with a directory", "P4", "api-service-auth", "planned"],
  // P5: long jobs with state of their own.
  ["repomirrorworker", "Mirrors repositories", "P5", "api-service-mirror", "planned"],
  ["buildmanager", "Starts and watches builds", "P5", "api-service-build", "planned"],
  ["buildlogsarchiver", "Archives build logs", "P5", "api-service-build", "planned"],
  ["manifestsubjectworker", "Fills in what manifests refer to", "P5", "registryd-v2", "planned"],
  [
    "manifestbackfillworker",
    "Filled in manifests of the first protocol; done since every row has one",
    "P5",
    "registryd-v1",
    "retired-approved",
  ],
];
