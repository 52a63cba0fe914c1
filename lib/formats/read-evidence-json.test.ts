import { describe, expect, it, test } from "vitest";
import { read, refusalOf } from "./test-report-reading";

describe("Signalbox's own JSON", () => {
  it("states an outcome, places, measurements and tests", async () => {
    const reading = await read(
      JSON.stringify({
        kind: "auth-parity",
        outcome: "pass",
        says: "all 12 roles alike",
        collectedAt: "2026-11-20T12:00:00+02:00",
        subjects: [{ level: "capability", key: "v2-pull" }],
        measurements: [{ budget: "PB-V2", values: { p95: 12.5, errorRate: 0 }, samples: 300 }],
        tests: [{ name: "roles", test: "PT-1", outcome: "passed", milliseconds: -1 }],
      }),
    );
    expect(reading).toMatchObject({
      format: "generic",
      kind: "auth-parity",
      outcome: "pass",
      collectedAt: "2026-11-20T10:00:00.000Z",
      subjects: [{ level: "capability", key: "v2-pull" }],
      measurements: [{ budget: "PB-V2", side: null, values: { p95: 12.5, errorRate: 0 } }],
      tests: [{ properties: ["PT-1"], milliseconds: null }],
    });
  });

  it("is not believed where it says that it passed and lists what failed", async () => {
    const text = JSON.stringify({
      kind: "test",
      outcome: "pass",
      tests: [{ name: "a", outcome: "failed" }],
    });
    expect((await read(text)).outcome).toBe("fail");
  });

  it("is kept without characters that no database takes", async () => {
    const reading = await read(
      `{"kind":"test","tests":[{"name":"a\\u0000b\\ud800","outcome":"passed"}]}`,
    );
    expect(reading.tests[0]?.name).toBe("a\uFFFDb\uFFFD");
  });

  test.each<[string, string, RegExp]>([
    ["that states nothing", `{"kind":"drill","subjects":[]}`, /states no outcome, no tests/],
    ["with an unknown field", `{"kind":"drill","outcome":"pass","verdict":1}`, /verdict/],
    [
      "with a negative value",
      `{"kind":"m","measurements":[{"values":{"p95":-1}}]}`,
      /measurements\.0\.values\.p95/,
    ],
    ["that is cut off", `{"kind":"drill",\n"outcome":"pa`, /ends too early, in line 2/],
    ["that is broken", `{"kind":"drill",\n"outcome":pass}`, /broken JSON in line 2, column \d+/],
  ])("is refused %s", async (_, text, says) => {
    expect((await refusalOf(text)).message).toMatch(says);
  });
});
