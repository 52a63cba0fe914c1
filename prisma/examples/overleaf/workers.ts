import type { QueueRow } from "../queue-row";
import type { WorkerRow } from "../worker-row";

export const workers: readonly WorkerRow[] = [
  [
    "notification-expiry",
    "Removes notifications that have expired",
    null,
    "collaboration",
    "verified-source-anchored",
    "notifications",
  ],
  [
    "docstore-archiver",
    "Moves documents nobody opens to the archive",
    null,
    "storage",
    "source-anchored-needs-review",
    "docstore",
  ],
  [
    "clsi-cache-cleaner",
    "Removes compile folders that are no longer used",
    null,
    "compilation",
    "needs-triage",
    "clsi",
  ],
  [
    "update-dispatcher",
    "Applies pending edits to documents",
    null,
    "editing",
    "planned",
    "document-updater",
  ],
  [
    "history-flusher",
    "Puts pending changes into the history",
    null,
    "history",
    "planned",
    "project-history",
  ],
];

export const queues: readonly QueueRow[] = [
  {
    name: "pending-updates",
    what: "Edits that wait to be applied to a document",
    producers: ["POST /project/{project_id}/message/{message}"],
    consumers: ["update-dispatcher"],
  },
  {
    name: "project-history-updates",
    what: "Changes that wait to enter the history",
    producers: ["update-dispatcher"],
    consumers: ["history-flusher"],
  },
];
