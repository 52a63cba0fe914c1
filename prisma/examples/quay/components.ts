import type { PlainRow } from "../plain-row";

/** What both runtimes need before the first route moves, in the order in which it is built. */
export const runtimeComponents: readonly PlainRow[] = [
  { key: "RT-01", title: "Configuration loader", team: "platform-edge", wave: "W1" },
  {
    key: "RT-02",
    title: "Database access and migrations check",
    team: "registry-storage",
    wave: "W1",
  },
  { key: "RT-03", title: "Metrics, traces and structured logs", team: "platform-edge", wave: "W1" },
  {
    key: "RT-04",
    title: "Key-value store client for locks and events",
    team: "worker-platform",
    wave: "W2",
  },
  { key: "RT-05", title: "Object storage layer", team: "registry-storage", wave: "W2" },
  { key: "RT-06", title: "Token signing and service keys", team: "api-service-auth", wave: "W2" },
  { key: "RT-07", title: "Work queue on the database", team: "worker-platform", wave: "W3" },
  { key: "RT-08", title: "Action log writer", team: "api-service", wave: "W3" },
];

export const storageDrivers: readonly PlainRow[] = [
  { key: "local", title: "Local disk", team: "registry-storage", attributes: { priority: "1" } },
  { key: "s3", title: "Amazon S3", team: "registry-storage", attributes: { priority: "1" } },
  {
    key: "cloudfront",
    title: "S3 behind CloudFront",
    team: "registry-storage",
    attributes: { priority: "2" },
  },
  {
    key: "gcs",
    title: "Google Cloud Storage",
    team: "registry-storage",
    attributes: { priority: "2" },
  },
  {
    key: "azure",
    title: "Azure Blob Storage",
    team: "registry-storage",
    attributes: { priority: "2" },
  },
  {
    key: "ceph",
    title: "Ceph object gateway",
    team: "registry-storage",
    attributes: { priority: "1" },
  },
  {
    key: "swift",
    title: "OpenStack Swift",
    team: "registry-storage",
    attributes: { priority: "3" },
  },
];

export const tools: readonly PlainRow[] = [
  {
    key: "schema-upgrade",
    title: "Upgrade of the database schema",
    team: "registry-storage",
    attributes: { disposition: "keep in legacy" },
  },
  {
    key: "config-check",
    title: "Check of a configuration before a deployment",
    team: "platform-edge",
    attributes: { disposition: "rewrite" },
  },
  {
    key: "admin-password",
    title: "Reset of an administrator's password",
    team: "api-service-auth",
    attributes: { disposition: "rewrite" },
  },
  {
    key: "undelete-namespace",
    title: "Recovery of a namespace within the grace period",
    team: "registry-storage",
    attributes: { disposition: "rewrite" },
  },
  {
    key: "scan-backfill",
    title: "Scan of everything pushed before the scanner",
    team: "api-service-secscan",
    attributes: { disposition: "retire" },
  },
];
