import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPrometheus, withoutPrometheus } from "@/bin/find-prometheus.mjs";
import { call, switches, until } from "@/e2e/process/api";
import { type Measured, serveMetrics, startPrometheus } from "@/e2e/process/start-prometheus";
import { type Home, newHome, type Server, startServer } from "@/e2e/process/start-server";
import type { BudgetDetail } from "@/lib/contract/budgets";
import type { MetricServerView, QueryPreview } from "@/lib/contract/metric-servers";

const prometheus = findPrometheus();
const started = Date.now();
const bounds = ["0.1", "0.2", "0.4", "+Inf"];

/** A service of which each second 40 requests take up to 100 ms, 8 up to 200 ms, 2 up to 400 ms; one in 50 fails. */
const say = (): string => {
  const seconds = (Date.now() - started) / 1000;
  const rates = [40, 48, 50, 50];
  return [
    "# TYPE latency_seconds histogram",
    ...bounds.flatMap((le, index) =>
      ["python", "go"].map(
        (side) =>
          `latency_seconds_bucket{side="${side}",le="${le}"} ${(rates[index] ?? 0) * seconds}`,
      ),
    ),
    "# TYPE requests_total counter",
    `requests_total{side="python",code="200"} ${49 * seconds}`,
    `requests_total{side="python",code="500"} ${seconds}`,
    "",
  ].join("\n");
};

describe.skipIf(prometheus === null)(
  `a budget measured at a real Prometheus${prometheus === null ? ` (${withoutPrometheus})` : ""}`,
  () => {
    let home: Home;
    let server: Server;
    let service: Measured;
    let metrics: Awaited<ReturnType<typeof startPrometheus>>;
    beforeAll(async () => {
      service = await serveMetrics(say);
      metrics = await startPrometheus(prometheus ?? "", service.address);
      home = await newHome();
      server = await startServer(home);
    });
    afterAll(async () => {
      await server?.stop();
      await home?.remove();
      await metrics?.stop();
      await service?.stop();
    });

    const p95 =
      'histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket{side="python"}[$span])))';
    const errors =
      'sum(rate(requests_total{side="python",code="500"}[$span])) / sum(rate(requests_total{side="python"}[$span]))';
    const samples = 'sum(increase(requests_total{side="python"}[$span]))';
    const queryOf = (metric: string, query: string, unit: string) => ({
      environment: "staging",
      side: "legacy",
      metric,
      server: "prometheus",
      query,
      unit,
    });

    type Query = ReturnType<typeof queryOf>;
    const budget = "PB-REG-PULL";
    const set = (program: string, version: number, queries: readonly Query[]) =>
      call<{ version: number }>(server, "PUT", `/programs/${program}/budgets/${budget}`, {
        definition: { surface: "pulls", threshold: "P95 <= baseline + 10%", queries },
        version,
        reason: "for the test",
      });
    const detail = async (program: string): Promise<BudgetDetail> =>
      (await call<BudgetDetail>(server, "GET", `${switches(program)}/budgets/${budget}`)).body;
    const rowOf = async (program: string): Promise<MetricServerView | undefined> =>
      (
        await call<{ servers: MetricServerView[] }>(
          server,
          "GET",
          `/programs/${program}/metric-servers`,
        )
      ).body.servers[0];

    /** A program none of whose environments is protected, with the server connected. */
    const connected = async (): Promise<string> => {
      const program = `p-${randomUUID().slice(0, 8)}`;
      await call(server, "POST", "/programs", {
        key: program,
        legacy: "python",
        target: "go",
        environments: [{ key: "staging", name: "Staging", isProtected: false }],
      });
      const put = await call(server, "PUT", `/programs/${program}/metric-servers/prometheus`, {
        url: `${metrics.address}/`,
        everySeconds: 15,
      });
      expect(put.status).toBe(200);
      return program;
    };

    test("tries a query before it is saved, and says what is wrong with one", async () => {
      const program = await connected();
      const preview = async (query: string): Promise<QueryPreview> =>
        (
          await call<QueryPreview>(
            server,
            "POST",
            `/programs/${program}/metric-servers/prometheus/preview`,
            { metric: "p95", unit: "s", query, hours: 1 },
          )
        ).body;
      // Two scrapes and a span's end are needed before a rate has a value.
      await until(
        "the service is scraped",
        async () => (await preview(p95)).points.length > 0,
        60_000,
      );
      const { points, unit, problem } = await preview(p95);
      expect([unit, problem]).toEqual(["ms", null]);
      expect(points.at(-1)?.value).toBeCloseTo(193.75, 3);
      expect((await preview("requests_total")).problem).toMatch(
        /It answered 2 series .*name it, or join them with sum or max/,
      );
      expect((await preview("no_such_metric")).problem).toMatch(/It answered nothing/);
      expect((await preview("sum(")).problem).toMatch(
        /It refused the query \(bad_data\): .*parse error/,
      );
      expect((await preview("vector(0) / 0")).problem).toMatch(/\d+ moments are NaN/);
      expect((await preview("vector(1) / 0")).problem).toMatch(/infinite and were left out/);
    });

    test("has its spans measured, each once, with samples; a baseline collects them", async () => {
      const program = await connected();
      const queries = [
        queryOf("p95", p95, "s"),
        queryOf("errorRate", errors, "ratio"),
        queryOf("samples", samples, "count"),
      ];
      expect((await set(program, 0, queries)).status).toBe(200);
      const begun = await call(server, "POST", `${switches(program)}/budgets/${budget}/baselines`, {
        startsAt: new Date(started - 60_000).toISOString(),
      });
      expect(begun.status).toBe(201);
      await until(
        "two spans are measured",
        async () => (await detail(program)).measured >= 2,
        90_000,
      );
      const { measurements, reading, baselines } = await detail(program);
      const [newest] = measurements;
      expect(newest).toMatchObject({ side: "legacy", seconds: 15, source: "prometheus" });
      expect(newest?.values.p95).toBeCloseTo(193.75, 3);
      expect(newest?.values.errorRate).toBeCloseTo(2, 3);
      expect(newest?.samples).toBeGreaterThan(300);
      expect(new Set(measurements.map(({ at }) => at)).size).toBe(measurements.length);
      expect(reading).toMatchObject({
        state: "collecting",
        because: expect.stringContaining("the baseline is being collected, 0 of 14 days"),
      });
      expect(baselines).toMatchObject([{ state: "collecting", progress: { expected: 0 } }]);
      expect(await rowOf(program)).toMatchObject({ queries: 3, problem: null });

      const broken = [...queries, queryOf("p99", "requests_total", "s")];
      expect((await set(program, 1, broken)).status).toBe(200);
      await until(
        "the server's row says what is wrong",
        async () => (await rowOf(program))?.problem?.includes("It answered 2 series") ?? false,
        60_000,
      );
      expect((await rowOf(program))?.problem).toMatch(/^PB-REG-PULL P99 \(legacy, staging\): /);
      const measured = (await detail(program)).measured;
      expect(measured).toBeGreaterThanOrEqual(measurements.length);
    });

    test("whose server goes away is told, and nothing else suffers", async () => {
      const program = await connected();
      await set(program, 0, [queryOf("p95", p95, "s")]);
      await metrics.stop();
      await until(
        "the server's row says that it is gone",
        async () => (await rowOf(program))?.problem?.includes("cannot be reached") ?? false,
        60_000,
      );
      expect((await call(server, "GET", `/programs/${program}/budgets`)).status).toBe(200);
    });
  },
);
