const escapeLabel = (value: string): string =>
  value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");

type Reading = {
  readonly program: string;
  readonly environment: string;
  /** Infinite without a snapshot. */
  readonly ageSeconds: number;
  readonly totals: readonly (readonly [owner: string, decidedBy: string, count: number])[];
  readonly parseFailures: number;
};

/** A client's metrics as Prometheus text, named as every client names them. switches.md, "Clients". */
export const clientMetrics = (reading: Reading): string => {
  const place = `program="${escapeLabel(reading.program)}",environment="${escapeLabel(reading.environment)}"`;
  const age = Number.isFinite(reading.ageSeconds) ? reading.ageSeconds.toFixed(3) : "+Inf";
  return [
    "# HELP switch_snapshot_age_seconds Seconds since the snapshot in use was last known to be the newest.",
    "# TYPE switch_snapshot_age_seconds gauge",
    `switch_snapshot_age_seconds{${place}} ${age}`,
    "# HELP switch_owner_decision_total Decisions by owner and by what decided.",
    "# TYPE switch_owner_decision_total counter",
    ...reading.totals.map(
      ([owner, by, count]) =>
        `switch_owner_decision_total{${place},owner="${escapeLabel(owner)}",decided_by="${by}"} ${count}`,
    ),
    "# HELP switch_parse_failures_total Snapshots and changes that could not be used.",
    "# TYPE switch_parse_failures_total counter",
    `switch_parse_failures_total{${place}} ${reading.parseFailures}`,
    "",
  ].join("\n");
};
