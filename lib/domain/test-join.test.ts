import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { contractTestFinder } from "./find-contract-tests";
import { testIdentity } from "./test-identity";
import { idOfMatch, joinTest, type TestJoin } from "./test-join";

const ids = [
  "PT-ROUTE-0311",
  "PT-ROUTE-031",
  "QMT-NOTIFICATION",
  "QMT-NOTIFICATION-RETRY",
  "WBT-GUNICORN_WEB",
  "PT-1",
];

describe("a contract test's id is found where it stands whole", () => {
  const find = contractTestFinder(ids);
  test.each<[string, string[]]>([
    ["PT-ROUTE-0311", ["PT-ROUTE-0311"]],
    ["PT_ROUTE_0311", ["PT-ROUTE-0311"]],
    ["TestPT_ROUTE_0311", ["PT-ROUTE-0311"]],
    ["test_pt_route_0311_returns_200", ["PT-ROUTE-0311"]],
    ["shouldPassPT_ROUTE_0311Works", ["PT-ROUTE-0311"]],
    ["[pt.route.0311] GET /v2/", ["PT-ROUTE-0311"]],
    ["tests/pt-route-031/test.py::case", ["PT-ROUTE-031"]],
    ["PT-ROUTE-03111", []],
    ["PT-ROUTE-0311A", []],
    ["XPT-ROUTE-0311", []],
    ["PT-ROUTE-03", []],
    ["QMT-NOTIFICATION-RETRY", ["QMT-NOTIFICATION-RETRY"]],
    ["QMT_NOTIFICATION_drains", ["QMT-NOTIFICATION"]],
    // A subtest of that name, and not the longer id.
    ["TestQMT_NOTIFICATION/retry", ["QMT-NOTIFICATION"]],
    ["wbt-gunicorn-web", ["WBT-GUNICORN_WEB"]],
    ["PT-1 and PT-ROUTE-031", ["PT-1", "PT-ROUTE-031"]],
    ["PT-10", []],
    ["", []],
    ["— ünïcode PT-1 —", ["PT-1"]],
  ])("%s", (text, found) => {
    expect(find(text)).toEqual(found);
  });

  it("whatever stands around it, and never another one", () => {
    const separator = fc.constantFrom("", " ", "/", "_", "::", "-", "(");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9999 }),
        separator,
        separator,
        (number, before, after) => {
          const id = `PT-ROUTE-${number}`;
          const all = contractTestFinder(Array.from({ length: 10_000 }, (_, n) => `PT-ROUTE-${n}`));
          expect(all(`x${before === "" ? " " : before}${id}${after}`)).toEqual([id]);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("is not found by one or two letters within other words", () => {
    expect(contractTestFinder(["a", "ab"])("a ab abc")).toEqual([]);
  });
});

const test0 = { suite: "", className: "", name: "", file: null, properties: [] as string[] };
const join = (more: Partial<TestJoin> = {}): TestJoin => ({
  find: contractTestFinder(ids),
  known: new Map(ids.map((id) => [id.toLowerCase(), id])),
  patterns: [],
  mappings: new Map(),
  ...more,
});

describe("a reported test is joined", () => {
  it("by its properties before its name, and by its file last", () => {
    expect(joinTest({ ...test0, properties: ["PT-1"], name: "PT-ROUTE-031" }, join())).toEqual({
      test: "PT-1",
      by: "id",
    });
    expect(joinTest({ ...test0, name: "PT-ROUTE-031", file: "PT-1.py" }, join())?.test).toBe(
      "PT-ROUTE-031",
    );
    expect(joinTest({ ...test0, name: "x", file: "tests/PT-1.py" }, join())?.test).toBe("PT-1");
  });

  const caught = (of: RegExp) => (text: string) => of.exec(text) as (string | null)[] | null;

  it("by the program's patterns where no id stands there, as far as the inventory has what they name", () => {
    const patterns = [
      { field: "name" as const, pattern: "", test: "PT-ROUTE-0$1", match: caught(/route(\d+)/) },
    ];
    expect(joinTest({ ...test0, name: "route311" }, join({ patterns }))).toEqual({
      test: "PT-ROUTE-0311",
      by: "pattern",
    });
    expect(joinTest({ ...test0, name: "route999" }, join({ patterns }))).toBeNull();
    expect(idOfMatch("$1-$2-$0", ["all", "a", null])).toBe("a--all");
  });

  it("as somebody said, where nothing else tells", () => {
    const named = { ...test0, className: "Pull", name: "works" };
    const mappings = new Map([[testIdentity(named), "PT-1"]]);
    expect(joinTest(named, join({ mappings }))).toEqual({ test: "PT-1", by: "mapping" });
    expect(joinTest({ ...named, name: "breaks" }, join({ mappings }))).toBeNull();
  });
});

test("an identity is the class and name, else the file and name, and fits an index", () => {
  expect(testIdentity({ suite: "s", className: "c", name: "n", file: "f" })).toBe("c#n");
  expect(testIdentity({ suite: "s", className: "", name: "n", file: "f" })).toBe("f#n");
  expect(testIdentity({ suite: "s", className: "", name: "n", file: null })).toBe("s#n");
  expect(
    testIdentity({ suite: "", className: "c".repeat(900), name: "n", file: null }),
  ).toHaveLength(600);
});
