import { describe, expect, it } from "vitest";
import { read, refusalOf } from "./test-report-reading";

const k6 = (metrics: Record<string, unknown>, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ metrics, ...more }, null, 2);

describe("k6 summaries", () => {
  const trend = { avg: 20, min: 1, med: 18, max: 90, "p(90)": 30, "p(95)": 40, "p(99)": 60 };

  it("are read in the shape of handleSummary", async () => {
    const reading = await read(
      k6(
        {
          http_req_duration: {
            type: "trend",
            values: trend,
            thresholds: { "p(95)<50": { ok: true } },
          },
          http_req_failed: { values: { rate: 0.25, passes: 25, fails: 75 } },
          http_reqs: { values: { count: 100, rate: 10 } },
        },
        { state: { testRunDurationMs: 10_400 } },
      ),
    );
    expect(reading).toMatchObject({ format: "k6", kind: "measurement", outcome: "pass" });
    expect(reading.measurements).toEqual([
      expect.objectContaining({
        seconds: 10,
        samples: 100,
        values: {
          p50: 18,
          p90: 30,
          p95: 40,
          p99: 60,
          average: 20,
          maximum: 90,
          errorRate: 25,
          throughput: 10,
        },
      }),
    ]);
  });

  it("are read in the older shape of --summary-export, where a threshold that is false was not crossed", async () => {
    const metrics = (crossed: boolean) => ({
      http_req_duration: { ...trend, thresholds: { "p(95)<50": crossed } },
      http_req_failed: { value: 0.25, passes: 25, fails: 75 },
      http_reqs: { count: 100, rate: 10 },
    });
    const fine = await read(k6(metrics(false)));
    expect(fine).toMatchObject({ outcome: "pass", measurements: [{ seconds: 10, samples: 100 }] });
    expect(fine.measurements[0]?.values).toMatchObject({ p95: 40, errorRate: 25 });
    expect((await read(k6(metrics(true)))).outcome).toBe("fail");
  });

  describe("that state their schema, as k6 writes them since 1.5", () => {
    const metric = (name: string, type: string, values: object) => ({
      contains: "default",
      name,
      type,
      values,
    });
    const summary = (version = "1.0.0") => ({
      config: { duration: 10.4, execution: "local", script: "pull.js" },
      metadata: { generatedAt: "2026-11-20T08:30:00.123456789+01:00", k6Version: "2.3.0" },
      results: {
        checks: {
          metrics: [metric("checks_total", "counter", { count: 6 })],
          results: [
            { name: "is 200", passes: 3, fails: 0 },
            { name: "has a digest", passes: 2, fails: 1 },
          ],
        },
        metrics: [
          metric("http_req_duration", "trend", {
            avg: 20,
            max: 90,
            med: 18,
            min: 1,
            "p(90)": 30,
            "p(95)": 40,
          }),
          metric("http_req_duration{expected_response:true}", "trend", { "p(95)": 1 }),
          metric("http_req_failed", "rate", { matches: 26, total: 104, rate: 0.25 }),
          metric("http_reqs", "counter", { count: 104 }),
        ],
      },
      version,
    });

    it("are read like the others, with the time that stands there", async () => {
      const reading = await read(JSON.stringify(summary()));
      expect(reading).toMatchObject({
        format: "k6",
        kind: "measurement",
        outcome: "inconclusive",
        collectedAt: "2026-11-20T07:30:00.123Z",
        details: { metric: "http_req_duration", checksPassed: 5, checksFailed: 1 },
      });
      expect(reading.measurements).toEqual([
        expect.objectContaining({
          seconds: 10,
          samples: 104,
          values: {
            p50: 18,
            p90: 30,
            p95: 40,
            average: 20,
            maximum: 90,
            errorRate: 25,
            throughput: 10,
          },
        }),
      ]);
    });

    it("say that the schema holds neither p99 nor thresholds", async () => {
      const { notes } = await read(JSON.stringify(summary()));
      expect(notes.map(({ says }) => says)).toEqual([
        expect.stringContaining("states no p99, which schema 1.0.0 has no place for"),
        expect.stringContaining("states no thresholds, which schema 1.0.0 has no place for"),
      ]);
    });

    it("are refused in a version of the schema that nobody knows", async () => {
      const { message } = await refusalOf(JSON.stringify(summary("2.0.0")));
      expect(message).toContain("schema 2.0.0");
      expect(message).toContain("--new-machine-readable-summary=false");
    });
  });

  it("say which percentiles are not there", async () => {
    const { "p(99)": _, ...without } = trend;
    const reading = await read(k6({ http_req_duration: { values: without } }));
    expect(reading.measurements[0]?.values).not.toHaveProperty("p99");
    expect(reading.notes.map(({ says }) => says)).toContain(
      "states no p99; set summaryTrendStats to have it",
    );
  });

  it("are refused where nothing took time", async () => {
    expect((await refusalOf(k6({ vus: { values: { value: 1 } } }))).message).toContain(
      "no duration was measured",
    );
  });
});
