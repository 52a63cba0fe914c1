import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { realFixtures } from "@/bench/real-fixtures";
import { readPrometheus } from "./read-prometheus";

const matrix = (...series: [Record<string, string>, [number, string][]][]): string =>
  JSON.stringify({
    status: "success",
    data: {
      resultType: "matrix",
      result: series.map(([metric, values]) => ({ metric, values })),
    },
  });

describe("what a Prometheus server answers", () => {
  test("is one series of moments and values", () => {
    expect(
      readPrometheus(
        matrix([
          {},
          [
            [1.5, "4"],
            [2.5, "0.25"],
            [3.5, "1e3"],
          ],
        ]),
      ),
    ).toEqual({
      points: [
        { at: 1500, value: 4 },
        { at: 2500, value: 0.25 },
        { at: 3500, value: 1000 },
      ],
      problem: null,
      notes: [],
    });
  });

  test("of NaN is a gap, of an infinite or negative value nothing that was measured", () => {
    const { points, problem, notes } = readPrometheus(
      matrix([
        {},
        [
          [1, "NaN"],
          [2, "+Inf"],
          [3, "-Inf"],
          [4, "-1"],
          [5, "7"],
        ],
      ]),
    );
    expect([points, problem]).toEqual([[{ at: 5000, value: 7 }], null]);
    expect(notes).toEqual([
      "1 moments are NaN: nothing was observed then.",
      "2 values are infinite and were left out: a histogram's last bucket holds them.",
      "1 values are negative and were left out.",
    ]);
  });

  test.each([
    ["nothing", matrix(), /It answered nothing: no series matches/],
    ["only NaN", matrix([{}, [[1, "NaN"]]]), /Nothing of its answer is a value: 1 moments are NaN/],
    [
      "many series",
      matrix([{ uri: "/a" }, [[1, "1"]]], [{ uri: "/b" }, [[1, "2"]]]),
      /It answered 2 series \(\{uri="\/a"\}; \{uri="\/b"\}\)\. A budget reads one: name it, or join them with sum or max/,
    ],
    [
      "an error of its own",
      JSON.stringify({
        status: "error",
        errorType: "bad_data",
        error: "parse error: unexpected <EOF>",
      }),
      /It refused the query \(bad_data\): parse error/,
    ],
    [
      "a vector",
      JSON.stringify({ status: "success", data: { resultType: "vector", result: [] } }),
      /answered a vector/,
    ],
    ["no data", JSON.stringify({ status: "success" }), /without data/],
    ["another JSON", '{"hello":"world"}', /not Prometheus' own/],
    ["a page", "<html>Sign in</html>", /did not answer with JSON/],
    ["half of it", matrix([{}, [[1, "1"]]]).slice(0, -20), /did not answer with JSON/],
  ])("that is %s is refused in words", (_, body, says) => {
    const { points, problem } = readPrometheus(body);
    expect(points).toEqual([]);
    expect(problem).toMatch(says);
  });

  test("carries its warnings along", () => {
    const body = JSON.stringify({
      ...JSON.parse(matrix([{}, [[1, "1"]]])),
      warnings: ["partial response"],
    });
    expect(readPrometheus(body)).toMatchObject({
      points: [{ at: 1000, value: 1 }],
      notes: ["It warns: partial response"],
    });
  });

  test("is never thrown over, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const { points, problem } = readPrometheus(body);
        expect(points.length > 0 || problem !== null).toBe(true);
      }),
    );
  });
});

const real = (file: string): string =>
  fs.readFileSync(path.join(realFixtures() ?? "", "prometheus", file), "utf8");

describe.skipIf(realFixtures() === null)(
  "answers of real servers (skipped without ../shared/real)",
  () => {
    test("without series", () => {
      expect(readPrometheus(real("rangeQueryEmpty.json")).problem).toMatch(/answered nothing/);
    });

    test("of one series", () => {
      const { points, problem } = readPrometheus(real("rangeQueryWithoutTags.json"));
      expect(problem).toBeNull();
      expect(points[0]).toEqual({ at: 1_599_657_179_540, value: 43 });
      expect(points).toHaveLength(58);
    });

    test("of one series with labels", () => {
      const { points, problem } = readPrometheus(real("rangeQueryWithTags.json"));
      expect(problem).toBeNull();
      expect(points[0]).toEqual({ at: 1_599_658_195_474, value: 4 });
    });
  },
);
