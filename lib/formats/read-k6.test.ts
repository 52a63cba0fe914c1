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
