import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patternConflicts } from "@/lib/domain/pattern-conflicts";
import { Refusal } from "@/lib/domain/refusal";
import { decodeUnreserved, parsePattern } from "@/lib/domain/route-pattern";
import { compileRoutes } from "@/lib/domain/route-table";
import { compileRe2 } from "@/lib/formats/re2";

const rows = (...patterns: string[]) =>
  patterns.map((text) => {
    const [method = "GET", pattern = "/", host = null] = text.split(" ");
    return { id: text, method, pattern, host };
  });

const matchIn = (patterns: string[], method: string, path: string, host?: string) =>
  compileRoutes(rows(...patterns), compileRe2).match(method, path, host);

describe("the most specific pattern of a request wins", () => {
  const registry = [
    "GET /v2/",
    "GET /v2",
    "GET /v2/{repository+}/manifests/{reference}",
    "GET /v2/{repository+}/manifests/{digest:sha256:[a-f0-9]{4}}",
    "GET /v2/{repository+}/blobs/{digest}",
    "GET /v2/_catalog",
    "GET /v1/{id}",
    "GET /v1/{id:[0-9]+}",
    "GET /v1/{rest+}",
    "GET /v1/ping",
  ];
  test.each([
    ["/v2/", "GET /v2/"],
    ["/v2", "GET /v2"],
    ["/v2/_catalog", "GET /v2/_catalog"],
    ["/v2/a/manifests/latest", "GET /v2/{repository+}/manifests/{reference}"],
    ["/v2/a/b/c/manifests/latest", "GET /v2/{repository+}/manifests/{reference}"],
    ["/v2/a/manifests/manifests/x", "GET /v2/{repository+}/manifests/{reference}"],
    ["/v2/a/manifests/sha256:00ff", "GET /v2/{repository+}/manifests/{digest:sha256:[a-f0-9]{4}}"],
    ["/v2/a/manifests/sha256:00ffx", "GET /v2/{repository+}/manifests/{reference}"],
    ["/v2/a/manifests/b/blobs/c", "GET /v2/{repository+}/blobs/{digest}"],
    ["/v2/manifests/x", null],
    ["/v1/ping", "GET /v1/ping"],
    ["/v1/pin%67", "GET /v1/ping"],
    ["/v1/12", "GET /v1/{id:[0-9]+}"],
    ["/v1/12a", "GET /v1/{id}"],
    ["/v1/a%2Fb", "GET /v1/{id}"],
    ["/v1/a/b", "GET /v1/{rest+}"],
    ["/v1/a/", null],
    ["/v1/", null],
    ["/v1//", null],
    ["/v1/ping?x=/y", "GET /v1/ping"],
    ["v1/ping", null],
    ["", null],
    [`/v1${"/x".repeat(500)}`, null],
  ])("%s meets %s", (path, expected) => {
    expect(matchIn(registry, "GET", path)).toBe(expected);
  });

  test("a literal on the left beats a literal on the right", () => {
    const patterns = ["GET /{a}/literal", "GET /literal/{b}"];
    expect(matchIn(patterns, "GET", "/literal/literal")).toBe("GET /literal/{b}");
  });

  test("a row for the host comes first, and rows of any host remain", () => {
    const patterns = ["GET /a", "GET /{x} cdn.example", "GET /b/c"];
    expect(matchIn(patterns, "GET", "/a", "CDN.example:443")).toBe("GET /{x} cdn.example");
    expect(matchIn(patterns, "GET", "/b/c", "cdn.example")).toBe("GET /b/c");
    expect(matchIn(patterns, "GET", "/a", "other")).toBe("GET /a");
  });

  test("HEAD follows GET unless it has its own row, OPTIONS the pattern's first row", () => {
    const patterns = ["PUT /a", "GET /a", "GET /b", "HEAD /b"];
    expect(matchIn(patterns, "HEAD", "/a")).toBe("GET /a");
    expect(matchIn(patterns, "head", "/b")).toBe("HEAD /b");
    expect(matchIn(patterns, "OPTIONS", "/a")).toBe("PUT /a");
    expect(matchIn(patterns, "POST", "/a")).toBeNull();
  });

  test("a method that the specific pattern lacks is found at a wider one", () => {
    expect(matchIn(["GET /a/b", "POST /a/{x}"], "POST", "/a/b")).toBe("POST /a/{x}");
  });
});

test("what a pattern was built from meets it", () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,5}$/);
  const segment = fc.oneof(
    word.map((text) => ({ pattern: text, path: text })),
    fc.tuple(word, word).map(([name, text]) => ({ pattern: `{n${name}}`, path: text })),
    fc
      .tuple(word, fc.array(word, { minLength: 1, maxLength: 3 }))
      .map(([name, texts]) => ({ pattern: `{m${name}+}`, path: texts.join("/") })),
  );
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
      const pattern = `/${segments.map((part) => part.pattern).join("/")}`;
      const table = compileRoutes(rows(`GET ${pattern}`), compileRe2);
      fc.pre(table.unmatched.length === 0);
      expect(table.match("GET", `/${segments.map((part) => part.path).join("/")}`)).not.toBeNull();
    }),
  );
});

test("only unreserved characters are decoded, and only once", () => {
  expect(decodeUnreserved("/%41%7e%2F%2541%zz%4")).toBe("/A~%2F%2541%zz%4");
});

describe("a malformed pattern is refused in words", () => {
  test.each([
    ["v2", /does not begin with a slash/],
    ["/{a", /never closed/],
    ["/a}", /never opened/],
    ["/{}", /mixes a name with other text or has none/],
    ["/{a}.json", /whole segment as \{name:regex\}/],
    ["/{a:[}", /never closed/],
    ["/{a:(?=x)}", /not a regular expression that RE2 reads/],
    ["/{a}/{a}", /two segments named a/],
    ["/{a+}/x/{b+}/y/{c+}", /more than 2 segments/],
    ["/a b", /holds a blank/],
    ["/a?b", /query/],
  ])("%s", (text, says) => {
    expect(() => parsePattern(text, compileRe2)).toThrow(Refusal);
    expect(() => parsePattern(text, compileRe2)).toThrow(says);
  });

  test("a row whose id is damaged is not made up for by one that says less", () => {
    const damaged = { ...rows("GET /v2/r")[0], id: undefined } as never;
    const table = compileRoutes([...rows("GET /{rest+}"), damaged], compileRe2);
    expect(table.match("GET", "/v2/r")).not.toBe("GET /{rest+}");
    expect(table.match("GET", "/v2/s")).toBe("GET /{rest+}");
  });

  test("and its row is listed as unmatched, without harm to the others", () => {
    const table = compileRoutes(
      [...rows("GET /{a", "GET /ok"), { id: "constant", method: "GET", host: null, pattern: null }],
      compileRe2,
    );
    expect(table.unmatched.map(({ route }) => route)).toEqual(["GET /{a", "constant"]);
    expect(table.match("GET", "/ok")).toBe("GET /ok");
  });
});

describe("conflicts are rows that nothing tells apart", () => {
  test.each([
    [["GET /a/{x}", "GET /a/{y}"], true],
    [["GET /a", "GET /a"], true],
    [["GET /{a+}/m/{b}", "GET /{c+}/m/{d}"], true],
    [["GET /{a+}/x/{b+}", "GET /{a+}/y/{b+}"], true],
    [["GET /{a:[0-9]+}", "GET /{b:[a-z]+}"], false],
  ])("%j", (patterns, isCertain) => {
    expect(patternConflicts(rows(...patterns), compileRe2)).toMatchObject([{ isCertain }]);
  });

  test.each([
    [["GET /a/{x}", "POST /a/{x}"]],
    [["GET /a/{x}", "GET /a/{x}/"]],
    [["GET /a/{x}", "GET /b/{x}"]],
    [["GET /a/{x}", "GET /a/{x+}"]],
    [["GET /{a+}/m/{b}", "GET /{c+}/n/{d}"]],
    [["GET /a h1", "GET /a h2"]],
  ])("%j do not", (patterns) => {
    expect(patternConflicts(rows(...patterns), compileRe2)).toEqual([]);
  });
});
