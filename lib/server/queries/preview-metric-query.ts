import { previewMetricQuery as operation } from "@/lib/contract/metric-servers";
import { metricUnit, valueFault } from "@/lib/domain/metric";
import { fromUnit, queryText, samplesMetric, unitsFor } from "@/lib/domain/metric-query";
import { Refusal } from "@/lib/domain/refusal";
import { serverNamed } from "@/lib/server/budgets/metric-server-rows";
import { askPrometheus, mostPoints } from "@/lib/server/budgets/prometheus";
import { query } from "@/lib/server/query";

/** Asks a server a query as a budget would, and writes nothing. */
export const previewMetricQuery = query(
  { name: "preview-metric-query", allow: "criteria:edit", input: operation.input },
  async ({ db, input, now, program }) => {
    const server = await serverNamed(db, program.id, input.server);
    const { metric, unit } = input;
    if (!unitsFor(metric).includes(unit)) {
      const says = `${metric} is answered in ${unitsFor(metric).join(" or ")}, not in ${unit}.`;
      throw new Refusal("invalid", says, [{ field: "unit", says }]);
    }
    const step = server.everySeconds * 1000;
    const to = Math.floor(now.getTime() / step) * step;
    const from = Math.max(to - input.hours * 3_600_000, to - (mostPoints - 1) * step);
    const { points, problem, notes } = await askPrometheus({
      url: server.url,
      query: queryText(input.query, server.everySeconds),
      from,
      to,
      stepSeconds: server.everySeconds,
    });
    const own = points.map(({ at, value }) => ({ at, value: fromUnit(unit, value) }));
    const faults = own.flatMap(({ value }) =>
      metric === samplesMetric ? [] : (valueFault(metric, value) ?? []),
    );
    return {
      points: own.map(({ at, value }) => ({ at: new Date(at).toISOString(), value })),
      unit: metric === samplesMetric ? "samples" : metricUnit(metric),
      seconds: server.everySeconds,
      problem,
      notes: [...notes, ...[...new Set(faults)].slice(0, 3)],
    };
  },
);
