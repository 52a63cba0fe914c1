import type { QueueRow } from "../queue-row";

const repository = "/api/v1/repository/{repository+}";

/** The nine named queues. Where the producers are not known the queue says so: unknown is not none. */
export const queues: readonly QueueRow[] = [
  {
    name: "notification",
    what: "Events of a repository that somebody wants to hear of",
    producers: [
      "PUT /v2/{repository+}/manifests/{reference}",
      "PUT /v1/repositories/{repository+}/images",
      `POST ${repository}/notification/{notification_id}/test`,
      "securityscanningnotificationworker",
      "repomirrorworker",
      "buildmanager",
    ],
    consumers: ["notificationworker"],
  },
  {
    name: "exportactionlogs",
    what: "Requested exports of action logs",
    producers: [
      "POST /api/v1/user/exportlogs",
      "POST /api/v1/organization/{organization}/exportlogs",
      `POST ${repository}/exportlogs`,
    ],
    consumers: ["exportactionlogsworker"],
  },
  {
    name: "secscanv4",
    what: "Findings of the scanner about indexed manifests",
    producers: ["POST /secscan/notification"],
    consumers: ["securityscanningnotificationworker"],
  },
  {
    name: "imagestoragereplication",
    what: "Blobs to be copied to other regions",
    producers: [
      "PUT /v2/{repository+}/blobs/uploads/{upload_id}",
      "PUT /v1/images/{image_id}/layer",
    ],
    consumers: ["storagereplicationworker"],
  },
  {
    name: "proxycacheblob",
    what: "Blobs to be fetched for a proxy cache",
    producers: ["GET /v2/{repository+}/manifests/{reference}"],
    consumers: ["proxycacheblobworker"],
  },
  {
    name: "chunk_cleanup",
    what: "Chunks of abandoned uploads in object storage",
    producers: [],
    consumers: ["chunkcleanupworker"],
  },
  {
    name: "dockerfilebuild",
    what: "Builds that wait for a builder",
    producers: [
      `POST ${repository}/build/`,
      `POST ${repository}/trigger/{trigger_id}/start`,
      "POST /webhooks/push/trigger/{trigger_id}",
      "POST /webhooks/push/{repository+}/trigger/{trigger_id}",
    ],
    consumers: ["buildmanager"],
  },
  {
    name: "repositorygc",
    what: "Deleted repositories whose content is still there",
    producers: [`DELETE ${repository}`],
    consumers: ["repositorygcworker"],
  },
  {
    name: "namespacegc",
    what: "Deleted namespaces whose content is still there",
    producers: [
      "DELETE /api/v1/user/",
      "DELETE /api/v1/organization/{organization}",
      "DELETE /api/v1/superuser/users/{username}",
    ],
    consumers: ["namespacegcworker"],
  },
];
