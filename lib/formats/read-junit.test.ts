import { describe, expect, it, test } from "vitest";
import { outcomes, read, refusalOf, suite } from "./test-report-reading";

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
      new Uint8Array([
        ...Buffer.from("<testsuite>\n<testcase name='caf"),
        0xe9,
        ...Buffer.from("'/>"),
      ]),
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
