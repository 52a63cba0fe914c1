import fc from "fast-check";
import { expect, test } from "vitest";
import { read, refusalOf, suite } from "./test-report-reading";

test.each<[string, string | Uint8Array, RegExp]>([
  ["nothing", "", /is empty/],
  ["white space", " \n\t\n", /is empty/],
  ["a zip archive", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /zip archive/],
  [
    "go test without -json",
    "=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\n",
    /go test without -json/,
  ],
  ["TAP", "TAP version 13\nok 1 - a\n", /TAP/],
  ["a table", "name,outcome\na,pass\n", /table/],
  ["words", "all tests passed", /neither XML nor JSON/],
  ["a list", `[{"name":"x","requests":"1"}]`, /list of 1 entries of objects with name, requests/],
  ["Jest's JSON", `{"numTotalTests":1,"testResults":[]}`, /Jest/],
  [
    "k6's stream of points",
    `{"type":"Metric","metric":"vus"}\n{"type":"Point","metric":"vus"}`,
    /stream of single points/,
  ],
  ["a number", "12", /neither XML nor JSON/],
])("%s is refused with what it looks like and what is accepted", async (_, text, says) => {
  const refusal = await refusalOf(text);
  expect(refusal.message).toMatch(says);
  if (refusal.code === "unsupported-media" && !/archive/.test(refusal.message)) {
    expect(refusal.message).toContain("Accepted are JUnit XML, go test -json, k6 summaries");
  }
});

test("a report reads the same however its bytes are cut", async () => {
  const text = suite(
    `<testcase name="é &amp; ü" time="1"><failure message="a">b<![CDATA[c]]></failure></testcase><testcase name="é &amp; ü"/><testcase name="z"><skipped>wh&#228;t</skipped></testcase>`,
  );
  const whole = await read(text, 1_000_000);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (size) => {
      expect(await read(text, size)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});
