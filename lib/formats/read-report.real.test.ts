import { describe, expect, it } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { Refusal } from "@/lib/domain/refusal";
import { countOutcomes, type ReportReading } from "@/lib/domain/test-report";
import { readReport } from "./read-report";

const file = (folder: string, name: string): Uint8Array => {
  const found = realFiles(folder).find((one) => one.name === name);
  if (!found) throw new Error(`There is no ${folder}/${name}.`);
  return found.bytes;
};
const read = (folder: string, name: string): Promise<ReportReading> =>
  readReport(name, [file(folder, name)]);
const refused = async (folder: string, name: string): Promise<Refusal> => {
  const answer: unknown = await read(folder, name).catch((error: unknown) => error);
  if (answer instanceof Refusal) return answer;
  throw new Error(`${name} was not refused.`);
};

describe.skipIf(realFixtures() === null)("real reports (skipped without ../shared/real)", () => {
  it.each([
    ["gotestsum-report.xml", { total: 60, passed: 42, failed: 13, skipped: 5, flaky: 0 }],
    ["junit.multiresult.xml", { total: 4, passed: 1, failed: 2, skipped: 1, flaky: 0 }],
    ["no-attributes.xml", { total: 4, passed: 1, failed: 2, skipped: 1, flaky: 0 }],
    ["pytest-junit.fail.xml", { total: 5, passed: 3, failed: 1, skipped: 1, flaky: 0 }],
    [
      "pytest-junit.gloo.standalone.xml",
      { total: 97, passed: 80, failed: 0, skipped: 17, flaky: 0 },
    ],
    ["test-surefire-flaky.xml", { total: 1, passed: 0, failed: 0, skipped: 0, flaky: 1 }],
    ["testsuite-in-testsuite.xml", { total: 5, passed: 5, failed: 0, skipped: 0, flaky: 0 }],
    ["xunit-xunit.xml", { total: 2, passed: 2, failed: 0, skipped: 0, flaky: 0 }],
  ])("%s is JUnit with these outcomes", async (name, counts) => {
    const reading = await read("junit", name);
    expect(reading.format).toBe("junit");
    expect(countOutcomes(reading.tests)).toEqual(counts);
  });

  it("a JUnit file that was cut off is refused with its line and column", async () => {
    expect((await refused("junit", "pytest-corrupt-xml.xml")).message).toMatch(
      /ends too early, in line \d+, column \d+/,
    );
  });

  it("XML that is no JUnit is refused by its root", async () => {
    expect((await refused("junit", "non-junit.xml")).message).toContain("<suites>");
  });

  it("go test with reruns: what passed in the end is flaky", async () => {
    const { tests, outcome } = await read("go-test", "go-test-json-flaky-rerun.out");
    expect(tests.map(({ name, outcome, attempts }) => `${name} ${outcome} ${attempts}`)).toEqual([
      "TestAlwaysPasses passed 1",
      "TestFailsRarely flaky 2",
      "TestFailsSometimes flaky 3",
      "TestFailsOften flaky 4",
      "TestFailsOftenDoesNotPrefixMatch passed 1",
      "TestFailsSometimesDoesNotPrefixMatch passed 1",
    ]);
    expect(outcome).toBe("pass");
  });

  it("go test that panicked right after a test passed: that test failed", async () => {
    const { tests, outcome } = await read("go-test", "go-test-json-panic-race-1.out");
    expect(tests).toEqual([expect.objectContaining({ name: "TestHello", outcome: "failed" })]);
    expect(tests[0]?.message).toContain("panic: test timed out after 1s");
    expect(outcome).toBe("fail");
  });

  it("k6's summary: a failed request is a pass of http_req_failed", async () => {
    const { measurements, outcome } = await read("perf", "simple.json");
    const [measured] = measurements;
    expect(measured).toMatchObject({ samples: 878, seconds: 24 });
    expect(measured?.values.p99).toBeCloseTo(39.577, 3);
    expect(measured?.values.errorRate).toBeCloseTo(39.7494, 4);
    expect(outcome).toBe("pass");
  });

  it("k6's summary of gRPC: a threshold was crossed, and there is neither p99 nor an error rate", async () => {
    const { measurements, outcome, notes } = await read("perf", "grpc.json");
    expect(measurements[0]?.values.p95).toBeCloseTo(2.5228, 4);
    expect(Object.keys(measurements[0]?.values ?? {})).not.toContain("p99");
    expect(outcome).toBe("fail");
    expect(notes.map(({ says }) => says).join(" ")).toContain(
      "fake_rate: rate >= 0.8 does not hold",
    );
  });

  it("the results of a framework benchmark are no report", async () => {
    const refusal = await refused("perf", "fastify-benchmark-results.json");
    expect(refusal.message).toContain("list of 22 entries of objects with name, version");
    expect(refusal.message).toContain("Accepted are");
  });
});
