import type { BookReading } from "@/lib/plane/receipt-book";
import type { HeldEnvironment } from "@/lib/plane/snapshot-store";

export type PlaneReading = {
  readonly environments: readonly {
    readonly held: HeldEnvironment;
    readonly clients: number;
    readonly receipts: BookReading;
  }[];
  readonly requests: ReadonlyMap<string, number>;
  readonly droppedClients: number;
  /** Seconds since everything was last known to be current; `null` before the first time. */
  readonly sourceAgeSeconds: number | null;
  readonly sourceFailures: number;
  readonly isReady: boolean;
  /** Deliveries of receipts that failed, and counts for which there was no room. */
  readonly receiptFailures: number;
  readonly droppedCounts: number;
  /** Milliseconds since 1970. */
  readonly now: number;
};

const escapeLabel = (value: string): string =>
  value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");

const labels = (pairs: Readonly<Record<string, string>>): string =>
  `{${Object.entries(pairs)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(",")}}`;

type Sample = readonly [labels: string, value: number];

const metric = (
  name: string,
  type: "gauge" | "counter",
  help: string,
  samples: readonly Sample[],
): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([label, value]) => `${name}${label} ${value}`),
    "",
  ].join("\n");

/** The plane's state as Prometheus text. Request keys are `endpoint status`. */
export const planeMetrics = (reading: PlaneReading): string => {
  const perEnvironment = (of: (entry: PlaneReading["environments"][number]) => number): Sample[] =>
    reading.environments.map((entry) => {
      const { program, environment } = entry.held;
      return [labels({ program, environment }), of(entry)];
    });
  const requests = [...reading.requests].map(([key, count]): Sample => {
    const [endpoint = "", status = ""] = key.split(" ");
    return [labels({ endpoint, status }), count];
  });
  const totals = (source: "decided" | "observed"): Sample[] =>
    reading.environments.flatMap(({ held: { program, environment }, receipts }) =>
      receipts.totals
        .filter((total) => total.source === source)
        .map(
          ({ capability, owner, count }): Sample => [
            labels({ program, environment, capability, owner }),
            count,
          ],
        ),
    );
  const age: Sample[] = reading.sourceAgeSeconds === null ? [] : [["", reading.sourceAgeSeconds]];
  return [
    metric(
      "signalbox_plane_epoch",
      "gauge",
      "Epoch of the snapshot served.",
      perEnvironment(({ held }) => held.current.snapshot.epoch),
    ),
    metric(
      "signalbox_plane_version",
      "gauge",
      "Version of the snapshot served.",
      perEnvironment(({ held }) => held.current.snapshot.version),
    ),
    metric(
      "signalbox_plane_snapshot_age_seconds",
      "gauge",
      "Seconds since the snapshot served was changed.",
      perEnvironment(({ held }) =>
        Math.max(0, (reading.now - Date.parse(held.current.snapshot.updatedAt)) / 1000),
      ),
    ),
    metric(
      "signalbox_plane_clients",
      "gauge",
      "Connected stream clients.",
      perEnvironment(({ clients }) => clients),
    ),
    metric(
      "signalbox_plane_instances",
      "gauge",
      "Instances that reported here within 90 seconds.",
      perEnvironment(({ receipts }) => receipts.heard),
    ),
    metric(
      "signalbox_plane_receipts_behind",
      "gauge",
      "Of these instances, how many have an older version than the one served.",
      perEnvironment(({ receipts }) => receipts.behind),
    ),
    metric(
      "signalbox_plane_decisions_total",
      "counter",
      "Decisions that clients reported or asked for here, by capability and owner.",
      totals("decided"),
    ),
    metric(
      "signalbox_plane_observed_requests_total",
      "counter",
      "Requests counted at the upstreams' side, as reported here.",
      totals("observed"),
    ),
    metric(
      "signalbox_plane_receipt_delivery_failures_total",
      "counter",
      "Deliveries of receipts that failed; they are kept and tried again.",
      [["", reading.receiptFailures]],
    ),
    metric(
      "signalbox_plane_dropped_counts_total",
      "counter",
      "Reported decisions and requests for which there was no room.",
      [["", reading.droppedCounts]],
    ),
    metric(
      "signalbox_plane_source_age_seconds",
      "gauge",
      "Seconds since everything served was last known to be current.",
      age,
    ),
    metric("signalbox_plane_source_failures_total", "counter", "Reads of the source that failed.", [
      ["", reading.sourceFailures],
    ]),
    metric("signalbox_plane_ready", "gauge", "1 when the switches have been read.", [
      ["", reading.isReady ? 1 : 0],
    ]),
    metric("signalbox_plane_clients_dropped_total", "counter", "Clients dropped for not reading.", [
      ["", reading.droppedClients],
    ]),
    metric(
      "signalbox_plane_requests_total",
      "counter",
      "Requests by endpoint and status.",
      requests,
    ),
  ].join("");
};
