import { PrometheusAnswer } from "@/lib/contract/prometheus-answer";

/** One value of a range query: milliseconds since 1970. */
type PrometheusPoint = { readonly at: number; readonly value: number };

/** What a range query answered: points of its one series, or why it cannot be read; warnings either way. */
export type PrometheusReading = {
  readonly points: readonly PrometheusPoint[];
  readonly problem: string | null;
  readonly notes: readonly string[];
};

/** A server's own words, as short as a row holds. */
const cut = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 300);

const refused = (problem: string, notes: readonly string[] = []): PrometheusReading => ({
  points: [],
  problem,
  notes,
});

/** `NaN`, `+Inf` and `-Inf` are what Prometheus writes for no number. */
const numberOf = (text: string): number => {
  if (text === "+Inf" || text === "Inf") return Number.POSITIVE_INFINITY;
  if (text === "-Inf") return Number.NEGATIVE_INFINITY;
  return text.trim() === "" ? Number.NaN : Number(text);
};

const seriesWords = (metric: Readonly<Record<string, string>>): string =>
  `{${Object.entries(metric)
    .slice(0, 4)
    .map(([name, value]) => `${name}="${value}"`)
    .join(", ")}}`;

/**
 * Reads Prometheus' answer to a range query. It has to be one series: of several it is not guessed which is
 * meant. NaN is a moment at which nothing was observed and leaves a gap; an infinite or a negative value was
 * not measured. What is left out is told in `notes`, beside the server's own warnings.
 */
export const readPrometheus = (body: string): PrometheusReading => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return refused(
      "It did not answer with JSON: this is no Prometheus server, or something stands before it.",
    );
  }
  const answer = PrometheusAnswer.safeParse(parsed);
  if (!answer.success) return refused("It answered JSON that is not Prometheus' own.");
  const { status, errorType, error, warnings = [], data } = answer.data;
  const notes = warnings.map((warning) => `It warns: ${cut(warning)}`);
  if (status === "error")
    return refused(
      `It refused the query (${cut(errorType ?? "error")}): ${cut(error ?? "no words")}`,
      notes,
    );
  if (data === undefined) return refused("It answered without data.", notes);
  if (data.resultType !== "matrix") {
    return refused(`It answered a ${cut(data.resultType)} where a matrix was asked for.`, notes);
  }
  const [series, ...others] = data.result;
  if (series === undefined) {
    return refused("It answered nothing: no series matches the query in this time.", notes);
  }
  if (others.length > 0) {
    const named = data.result.slice(0, 3).map(({ metric }) => seriesWords(metric));
    return refused(
      `It answered ${data.result.length} series (${named.join("; ")}${data.result.length > 3 ? "; …" : ""}). A budget reads one: name it, or join them with sum or max.`,
      notes,
    );
  }
  const left = { none: 0, infinite: 0, negative: 0 };
  const points = (series.values ?? []).flatMap(([seconds, text]): PrometheusPoint[] => {
    const value = numberOf(text);
    if (Number.isNaN(value)) left.none += 1;
    else if (!Number.isFinite(value)) left.infinite += 1;
    else if (value < 0) left.negative += 1;
    else return [{ at: Math.round(seconds * 1000), value }];
    return [];
  });
  if (left.none > 0) notes.push(`${left.none} moments are NaN: nothing was observed then.`);
  if (left.infinite > 0) {
    notes.push(
      `${left.infinite} values are infinite and were left out: a histogram's last bucket holds them.`,
    );
  }
  if (left.negative > 0) notes.push(`${left.negative} values are negative and were left out.`);
  if (points.length === 0 && notes.length > 0) {
    return refused(`Nothing of its answer is a value: ${notes.join(" ")}`, notes);
  }
  return { points, problem: null, notes };
};
