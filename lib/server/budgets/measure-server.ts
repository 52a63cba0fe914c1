import { randomUUID } from "node:crypto";
import { type AnsweredMetric, joinSpans } from "@/lib/domain/joined-spans";
import { metricWords } from "@/lib/domain/metric";
import { type MetricQuery, queryText, samplesMetric } from "@/lib/domain/metric-query";
import type { Actor } from "@/lib/domain/permissions";
import type { PrometheusReading } from "@/lib/formats/read-prometheus";
import {
  type Asked,
  buildOf,
  type DueServer,
  measurePlan,
} from "@/lib/server/budgets/measure-plan";
import { askPrometheus } from "@/lib/server/budgets/prometheus";
import { recordMeasurements } from "@/lib/server/commands/record-measurements";
import type { Database } from "@/lib/server/db";

type Ask = typeof askPrometheus;
type Problem = { readonly place: string; readonly says: string };

/** Queries that a server is asked at the same time. */
const width = 4;

/** What went wrong, the same of many queries once; at most three, so that a row holds it. */
const problemWords = (problems: readonly Problem[]): string | null => {
  const bySays = new Map<string, string[]>();
  for (const { place, says } of problems) {
    bySays.set(says, [...(bySays.get(says) ?? []), place]);
  }
  const lines = [...bySays].map(([says, [first, ...others]]) =>
    others.length === 0 ? `${first}: ${says}` : `${first} and ${others.length} more: ${says}`,
  );
  const more = lines.length > 3 ? ` And ${lines.length - 3} other problems.` : "";
  return lines.length === 0 ? null : `${lines.slice(0, 3).join(" ")}${more}`.slice(0, 2000);
};

const isSilent = ({ problem }: PrometheusReading): boolean =>
  problem !== null && /^It (?:cannot be reached|did not answer)/.test(problem);

/** Moments without observations are the night, not a problem. */
const tellable = (note: string): boolean => !note.includes("are NaN");

/** Asks everything of a plan, a few at a time; a server that does not answer is not asked the rest. */
const askAll = async (
  server: DueServer,
  plan: readonly Asked[],
  ask: Ask,
): Promise<Map<MetricQuery, PrometheusReading>> => {
  const queue = plan.flatMap((asked) => asked.queries.map((query) => ({ asked, query })));
  const readings = new Map<MetricQuery, PrometheusReading>();
  let silence: PrometheusReading | null = null;
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { asked, query } = next;
      const reading: PrometheusReading =
        silence ??
        (await ask({
          url: server.url,
          query: queryText(query.query, server.everySeconds),
          from: asked.from,
          to: asked.to,
          stepSeconds: server.everySeconds,
        }));
      if (isSilent(reading)) silence = reading;
      readings.set(query, reading);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return readings;
};

/**
 * Measures what is due at a server: asks each query since the last span that was measured, and writes the spans
 * with one command. Answers how many were written.
 */
export const measureServer = async (
  database: Database,
  server: DueServer,
  now: Date,
  ask: Ask = askPrometheus,
): Promise<number> => {
  const plan = await measurePlan(database, server, now);
  const readings = await askAll(server, plan, ask);
  const problems: Problem[] = [];
  const measurements = plan.flatMap((asked) => {
    const { budget, budgetId, environment, environmentId, side, deployments } = asked;
    const answered = asked.queries.flatMap((query): AnsweredMetric[] => {
      const reading = readings.get(query);
      if (reading === undefined) return [];
      const words = query.metric === samplesMetric ? "samples" : metricWords(query.metric);
      const place = `${budget} ${words} (${side}, ${environment})`;
      const says = [reading.problem, ...(reading.problem ? [] : reading.notes.filter(tellable))];
      problems.push(...says.flatMap((each) => (each === null ? [] : [{ place, says: each }])));
      return [{ metric: query.metric, unit: query.unit, points: reading.points }];
    });
    const { spans, notes } = joinSpans(answered, server.everySeconds);
    problems.push(...notes.map((says) => ({ place: `${budget} (${side}, ${environment})`, says })));
    return spans.map((span) => {
      const end = span.at.getTime();
      const commit = buildOf(deployments, end - span.seconds * 1000, end);
      return { budgetId, environmentId, side, ...span, commit };
    });
  });
  const actor: Actor = { kind: "system", name: "schedule" };
  const { written } = await recordMeasurements.run(
    { actor, requestId: randomUUID(), now },
    {
      program: server.program,
      server: server.name,
      dueAt: server.nextAt,
      problem: problemWords(problems),
      measurements,
    },
  );
  return written;
};
