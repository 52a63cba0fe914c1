import { type PrometheusReading, readPrometheus } from "@/lib/formats/read-prometheus";

export type RangeQuery = {
  readonly url: string;
  readonly query: string;
  /** Milliseconds since 1970, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly stepSeconds: number;
};

/** Prometheus' own limit is 11,000 points a series; one of 10,000 is a third of a megabyte. */
export const mostPoints = 10_000;
const mostBytes = 8_000_000;
const patience = 15_000;

const refused = (problem: string): PrometheusReading => ({ points: [], problem, notes: [] });

/** The body as text, or `null` where it is longer than it may be. */
const boundedText = async (response: Response): Promise<string | null> => {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString("utf8");
    size += value.length;
    if (size > mostBytes) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
};

const failureWords = (error: unknown, milliseconds: number): string => {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === "TimeoutError" || name === "AbortError") {
    return `It did not answer within ${milliseconds / 1000} s.`;
  }
  return `It cannot be reached${cause?.code ? ` (${cause.code})` : ""}.`;
};

/**
 * Asks a Prometheus server a range query. Nothing is thrown: what went wrong is the reading's `problem`. No
 * redirect is followed, the answer is bounded in time (15 s) and size (8 MB).
 */
export const askPrometheus = async (
  { url, query, from, to, stepSeconds }: RangeQuery,
  milliseconds = patience,
): Promise<PrometheusReading> => {
  const address = new URL(`${url}/api/v1/query_range`);
  address.search = new URLSearchParams({
    query,
    start: String(from / 1000),
    end: String(to / 1000),
    step: String(stepSeconds),
    timeout: `${Math.ceil(milliseconds / 1000)}s`,
  }).toString();
  try {
    const response = await fetch(address, {
      redirect: "manual",
      signal: AbortSignal.timeout(milliseconds),
      headers: { accept: "application/json" },
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      return refused(
        `It answered a redirect (${response.status}), which is not followed. Name the address that it leads to.`,
      );
    }
    const body = await boundedText(response);
    if (body === null) return refused("Its answer is longer than 8 MB. Ask for one series.");
    const reading = readPrometheus(body);
    if (response.ok) return reading;
    // Prometheus says in its own JSON what is wrong with a query (400, 422); others do not.
    return reading.problem?.startsWith("It refused")
      ? reading
      : refused(`It answered ${response.status}.`);
  } catch (error) {
    return refused(failureWords(error, milliseconds));
  }
};
