import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { Refusal } from "@/lib/domain/refusal";
import type { ReportReading } from "@/lib/domain/test-report";
import { readReport } from "./read-report";

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === "string" ? new TextEncoder().encode(text) : text;

/** In pieces of seven bytes, so that every border of a piece is met. */
async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (text: string | Uint8Array, size?: number): Promise<ReportReading> =>
  readReport("report.xml", inPieces(bytesOf(text), size));

const refusalOf = async (text: string | Uint8Array, size?: number): Promise<Refusal> => {
  const answer: unknown = await read(text, size).catch((error: unknown) => error);
  if (answer instanceof Refusal) return answer;
  throw new Error(`was not refused: ${JSON.stringify(answer)}`);
};

const outcomes = ({ tests }: ReportReading) =>
  Object.fromEntries(tests.map(({ name, outcome, attempts }) => [name, `${outcome} ${attempts}`]));

const suite = (cases: string): string =>
  `<testsuites><testsuite name="s">${cases}</testsuite></testsuites>`;

describe("JUnit XML", () => {
  it("takes several results in one case together: a failure counts more than a skip", async () => {
    const reading = await read(
      suite(
        `<testcase classname="c" name="both" time="0.5"><skipped message="why"/><failure message="broke">x</failure></testcase>
         <testcase classname="c" name="skipped"><skipped/></testcase>
         <testcase classname="c" name="fine"/>
         <testcase classname="c" name="not run" status="notrun"/>`,
      ),
    );
    expect(outcomes(reading)).toEqual({
      both: "failed 1",
      skipped: "skipped 1",
      fine: "passed 1",
      "not run": "skipped 1",
    });
    expect(reading.tests[0]).toMatchObject({
      suite: "s",
      className: "c",
      message: "broke",
      milliseconds: 500,
    });
    expect(reading.outcome).toBe("fail");
  });

  it("knows surefire's retries: those that passed in the end are flaky, those that never did failed", async () => {
    const reading = await read(
      suite(
        `<testcase name="flaky"><flakyFailure message="first">a</flakyFailure><flakyError message="second"/></testcase>
         <testcase name="broken"><failure message="f"/><rerunFailure message="again"/></testcase>`,
      ),
    );
    expect(outcomes(reading)).toEqual({ flaky: "flaky 3", broken: "failed 2" });
    expect(reading.tests[0]?.message).toBe("first");
  });

  it("takes a name that stands more than once as attempts, and says so with the line", async () => {
    const reading = await read(
      suite(
        `\n<testcase name="a"><failure message="boom"/></testcase>\n<testcase name="a"/>
         <testcase name="b"/><testcase name="b"><failure>late</failure></testcase>`,
      ),
    );
    expect(outcomes(reading)).toEqual({ a: "flaky 2", b: "failed 2" });
    expect(reading.tests[0]?.message).toBe("boom");
    expect(reading.notes[0]).toMatchObject({
      row: 3,
      says: expect.stringContaining("“a” stands more than once"),
    });
  });

  it.each(["-3", "1e99", "soon", "99999999"])(
    "keeps a time of %s as unknown and says so",
    async (time) => {
      const reading = await read(suite(`<testcase name="a" time="${time}"/>`));
      expect(reading.tests[0]?.milliseconds).toBeNull();
      expect(reading.notes[0]?.says).toContain(`a time of ${time} s`);
    },
  );

  it("reads a time as ant writes it", async () => {
    const reading = await read(suite(`<testcase name="a" time="1,234.5"/>`));
    expect(reading.tests[0]?.milliseconds).toBe(1_234_500);
  });

  it("takes text, CDATA and entities of a failure as its message where no attribute says it", async () => {
    const reading = await read(
      suite(
        `<testcase name="a"><failure>one &lt; two <![CDATA[<raw>]]></failure></testcase>
         <testcase name="b"><failure message="said">trace</failure><system-out>out</system-out></testcase>`,
      ),
    );
    expect(reading.tests.map(({ message }) => message)).toEqual(["one < two <raw>", "said"]);
  });

  it("keeps properties of a case, and those of its suite that name tests", async () => {
    const reading = await read(
      `<testsuite name="s"><properties><property name="java.home" value="/opt/PT-9"/>
        <property name="contract-test" value="PT-1"/></properties>
        <testcase name="a"><properties><property name="id" value="PT-2"/></properties></testcase></testsuite>`,
    );
    expect(reading.tests[0]?.properties).toEqual(["PT-1", "PT-2"]);
  });

  it("makes a failure outside every case a test of its own", async () => {
    const reading = await read(`<testsuite name="s"><error message="setup broke"/></testsuite>`);
    expect(reading.tests[0]).toMatchObject({ outcome: "failed", message: "setup broke" });
  });

  it("does not believe a pass of a report that counts failures and lists none", async () => {
    const reading = await read(`<testsuite failures="2"><testcase name="a"/></testsuite>`);
    expect(reading.outcome).toBe("inconclusive");
    expect(reading.notes[0]?.says).toContain("counts 2 failures and lists none");
  });

  it.each<[string, string | null]>([
    ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000Z"],
    ["2026-11-20T12:00:00.123456+02:00", "2026-11-20T10:00:00.123Z"],
    ["2026-11-20T10:00:00", "2026-11-20T10:00:00.000Z"],
    ["0001-01-01T00:00:00Z", null],
    ["yesterday", null],
  ])("reads the time %s of a suite as %s", async (stated, at) => {
    const reading = await read(`<testsuite timestamp="${stated}"><testcase name="a"/></testsuite>`);
    expect(reading.collectedAt).toBe(at);
  });

  const nested = (depth: number): string =>
    `${"<testsuite name='n'>".repeat(depth)}<testcase name="a"/>${"</testsuite>".repeat(depth)}`;

  it("reads suites in suites, and refuses 10,000 of them", async () => {
    expect((await read(nested(90))).tests).toHaveLength(1);
    expect((await refusalOf(nested(10_000), 4096)).message).toContain(
      "nests test suites more than 100 deep",
    );
  });

  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY lol${index} "${`&lol${index === 0 ? "" : index - 1};`.repeat(10)}">`,
  ).join("")}]><testsuite><testcase name="&lol8;"/></testsuite>`;

  test.each<[string, string | Uint8Array, string, RegExp]>([
    ["a billion laughs", laughs, "invalid", /declares or fetches entities in its DOCTYPE/],
    [
      "an external entity",
      `<!DOCTYPE t SYSTEM "file:///etc/passwd"><testsuite><testcase name="a"/></testsuite>`,
      "invalid",
      /declares or fetches entities/,
    ],
    ["an entity that nobody declared", suite(`<testcase name="&x;"/>`), "malformed", /line 1/],
    [
      "one that is cut off",
      `<testsuites>\n<testsuite name="s">\n<testcase name="a"`,
      "malformed",
      /ends too early, in line 3, column \d+/,
    ],
    [
      "broken XML",
      `<testsuite>\n<testcase name=a/></testsuite>`,
      "malformed",
      /broken XML in line 2, column \d+/,
    ],
    [
      "another encoding",
      `<?xml version="1.0" encoding="ISO-8859-1"?><testsuite/>`,
      "unsupported-media",
      /encoding is ISO-8859-1/,
    ],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x3c, 0, 0x74, 0]), "unsupported-media", /UTF-16/],
    [
      "bytes that are not UTF-8",
      new Uint8Array([...bytesOf("<testsuite>\n<testcase name='caf"), 0xe9, ...bytesOf("'/>")]),
      "malformed",
      /not UTF-8 \(at or after line 2\)/,
    ],
    ["an empty report", "<testsuites></testsuites>", "invalid", /without a single test case/],
    ["a web page", "<!doctype html><html></html>", "unsupported-media", /<html>.*web page/],
    ["NUnit's own", "<test-run><x/></test-run>", "unsupported-media", /NUnit/],
  ])("refuses %s", async (_, text, code, says) => {
    const refusal = await refusalOf(text);
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(says) });
    expect(refusal.message).toMatch(/^report\.xml /);
    expect(refusal.reasons[0]).toMatchObject({ file: "report.xml" });
  });

  it("takes a harmless DOCTYPE and a byte order mark", async () => {
    const text = `\uFEFF<?xml version="1.0" encoding="utf-8"?><!DOCTYPE testsuite><testsuite><testcase name="é"/></testsuite>`;
    expect((await read(text, 1)).tests[0]?.name).toBe("é");
  });
});

const event = (fields: Record<string, unknown>): string =>
  JSON.stringify({ Time: "2026-11-20T10:00:00Z", Package: "p", ...fields });
const lines = (...events: Record<string, unknown>[]): string => events.map(event).join("\n");
const ran = (name: string, action: string): Record<string, unknown>[] => [
  { Action: "run", Test: name },
  { Action: action, Test: name, Elapsed: 0.25 },
];

describe("go test -json", () => {
  it("reads subtests, skips and durations", async () => {
    const reading = await read(
      lines(...ran("TestA/one", "pass"), ...ran("TestA", "pass"), ...ran("TestB", "skip"), {
        Action: "pass",
      }),
    );
    expect(outcomes(reading)).toEqual({
      "TestA/one": "passed 1",
      TestA: "passed 1",
      TestB: "skipped 1",
    });
    expect(reading.tests[0]).toMatchObject({ className: "p", milliseconds: 250 });
    expect(reading).toMatchObject({ format: "go-test", collectedAt: "2026-11-20T10:00:00.000Z" });
  });

  it("calls a test flaky that failed and passed when it ran again", async () => {
    const first = [...ran("TestA", "fail"), { Action: "fail" }];
    const again = [...ran("TestA", "pass"), { Action: "pass" }];
    expect(outcomes(await read(lines(...first, ...again)))).toEqual({ TestA: "flaky 2" });
    expect(outcomes(await read(lines(...again, ...first)))).toEqual({ TestA: "failed 2" });
  });

  it("fails what had not ended when its package failed", async () => {
    const reading = await read(
      lines(
        { Action: "run", Test: "TestA" },
        { Action: "output", Test: "TestA", Output: "panic: nil map\n" },
        { Action: "fail" },
      ),
    );
    expect(reading.tests).toEqual([
      expect.objectContaining({
        name: "TestA",
        outcome: "failed",
        message: expect.stringContaining("panic: nil map"),
      }),
    ]);
  });

  it("makes a build that broke a failure, in the words of the compiler", async () => {
    const reading = await read(
      lines(
        { Action: "build-output", ImportPath: "p", Output: "./a.go:3: undefined: x\n" },
        { Action: "build-fail", ImportPath: "p" },
        { Action: "output", Output: "FAIL\tp [build failed]\n" },
        { Action: "fail", FailedBuild: "p" },
      ),
    );
    expect(reading.tests).toEqual([
      expect.objectContaining({
        name: "(build)",
        outcome: "failed",
        message: "./a.go:3: undefined: x",
      }),
    ]);
  });

  it("leaves out lines of other tools, and packages without tests", async () => {
    const reading = await read(
      [
        "go: downloading x",
        lines(...ran("TestA", "pass"), { Action: "pass" }),
        lines({ Package: "q", Action: "skip" }),
      ].join("\n"),
    );
    expect(reading.tests).toHaveLength(1);
    expect(reading.notes.map(({ says }) => says)).toEqual([
      "is no event: go: downloading x",
      "q has no test that ran",
    ]);
  });

  test.each<[string, string, RegExp]>([
    [
      "one that is cut off within a line",
      `${lines(...ran("TestA", "pass"))}\n{"Time":"20`,
      /ends within line 3/,
    ],
    [
      "one that is cut off between lines",
      lines(...ran("TestA", "pass")),
      /while the package p still runs/,
    ],
    [
      "one of packages without tests",
      lines({ Action: "start" }, { Action: "skip" }),
      /without a single test/,
    ],
  ])("refuses %s", async (_, text, says) => {
    expect((await refusalOf(text)).message).toMatch(says);
  });
});

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
