import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packetChart } from "./packet-chart";
import { packetDocument, packetFiles } from "./packet-document";
import { packetHtml } from "./packet-html";
import { html } from "./safe-html";
import { exampleCapability } from "./test-packet";

const page = (more = {}): string => packetHtml(packetDocument(exampleCapability(more), "staging"));

describe("what is put into a page", () => {
  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`" onload='x' &`, "&quot; onload=&#39;x&#39; &amp;"],
    ["a\u202eb\u0000c\ud800", "a\ufffdb\ufffdc\ufffd"],
    ["line\nand\ttab", "line\nand\ttab"],
  ])("%j is text", (text, written) => expect(html`<p>${text}</p>`.html).toBe(`<p>${written}</p>`));

  test("markup is what the template says and nothing else, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const { html: written } = html`<i title="${text}">${[text, null, 3]}</i>`;
        expect(written.match(/[<>"']/g)?.join("")).toBe(`<"">${"<>"}`);
      }),
    );
  });
});

describe("the page of a packet", () => {
  test("tells gates, clause, facts, budgets, tests and builds", () => {
    const text = page();
    for (const said of [
      "v2 push",
      "PB-REG-PUSH is over by 5.3 ms.",
      "b.state == &quot;within&quot;",
      "P95 118 ms of 4,210 samples",
      "limit 112.7 ms",
      "passed at 8f2c1ab",
      "up to first cohort",
    ])
      expect(text).toContain(said);
  });

  test("needs nothing from anywhere: no script, no address that is fetched", () => {
    const text = page();
    expect(text).not.toMatch(
      /<script|<link(?![^>]*href="data:,")|<img|<iframe|@import|url\(|src=/i,
    );
    expect(text).toContain("default-src 'none'");
  });

  test("what others wrote stays text", () => {
    const text = page({ name: "<img src=x onerror=alert(1)>", description: "</style><script>" });
    expect(text).not.toContain("<img");
    expect(text).not.toContain("<script");
  });

  test("with nothing at all it says so", () => {
    const [place] = exampleCapability().places;
    const empty = { ...place, gates: [], budgets: [], deployments: [], mayStep: null };
    const text = page({ places: [empty], tests: [], items: [], teams: [], verifications: [] });
    for (const said of ["No gates are asked of it", "No budget covers it", "It has no rows"])
      expect(text).toContain(said);
  });
});

describe("a chart", () => {
  const line = (...values: number[]) => ({
    label: "go",
    tone: "target" as const,
    points: values.map((value, hour) => ({ at: `2026-11-21T0${hour}:00:00.000Z`, value })),
  });

  test("of nothing says so", () => {
    expect(packetChart("P95", "ms", [line()], []).html).toContain("nothing was measured");
    expect(packetChart("P95", "ms", [line(Number.NaN)], []).html).toContain("nothing was measured");
  });

  test("one value is a dot, several are a line", () => {
    expect(packetChart("P95", "ms", [line(3)], []).html).toContain("dot-target");
    expect(packetChart("P95", "ms", [line(3, 4)], []).html).toContain("line-target");
  });

  test("every figure that it draws is a number within it, whatever was measured", () => {
    const value = fc.double({ min: 0, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 9 }), value, (values, limit) => {
        const { html: drawn } = packetChart(
          "t",
          "ms",
          [line(...values)],
          [{ label: "l", value: limit }],
        );
        expect(drawn).not.toMatch(/NaN|Infinity/);
        for (const [, y] of drawn.matchAll(/ y="(-?[\d.]+)"/g)) {
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(200);
        }
      }),
    );
  });
});

describe("what a packet holds", () => {
  const evidence = (environment: string | null, isSuperseded: boolean, digest: string) => ({
    id: digest,
    file: "report.xml",
    kind: "test",
    format: "junit" as const,
    outcome: "pass" as const,
    side: null,
    environment,
    commit: null,
    ref: null,
    runUrl: null,
    digest,
    size: 1,
    subjects: [],
    collectedAt: "2026-11-21T10:00:00.000Z",
    reportedAt: "2026-11-21T10:00:00.000Z",
    by: "ci",
    says: "",
    counts: null,
    measurements: 0,
    supersededBy: isSuperseded ? "later" : null,
    supersedes: null,
  });

  test("evidence of its environment or of none; files of what counts still, each once", () => {
    const document = packetDocument(
      exampleCapability({
        evidence: [
          evidence("staging", false, "b"),
          evidence(null, false, "a"),
          evidence("staging", false, "b"),
          evidence("staging", true, "old"),
          evidence("production", false, "other"),
        ],
      }),
      "staging",
    );
    expect(document.evidence.map(({ digest }) => digest)).toEqual(["b", "a", "b", "old"]);
    expect(packetFiles(document).map(({ path }) => path)).toEqual([
      "evidence/a.xml",
      "evidence/b.xml",
    ]);
  });

  test("an environment that there is not is refused", () => {
    expect(() => packetDocument(exampleCapability(), "moon")).toThrow(/no environment "moon"/);
  });
});
