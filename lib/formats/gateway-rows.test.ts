import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import { compileRoutes } from "@/lib/domain/route-table";
import type { SnapshotRoute } from "@/lib/domain/snapshot";
import { escapeRegex, segmentRegex } from "@/lib/formats/gateway-regex";
import { type GatewayRow, gatewayTable } from "@/lib/formats/gateway-rows";
import { compileRe2 } from "@/lib/formats/re2";

const settings = { isForced: false, unit: "bytes" } as const;

const firstOf = (rows: readonly GatewayRow[], method: string, path: string, host: string | null) =>
  rows.find(
    (row) =>
      (row.host === null || row.host === host) &&
      row.methods.includes(method) &&
      compileRe2(row.path)(path),
  )?.route ?? null;

const segment = fc.constantFrom(
  "a",
  "b",
  "a.b",
  "{x}",
  "{x:[0-9]+}",
  "{x:a|b}",
  "{x:[^-]{1,2}}",
  "{x+}",
);
const pattern = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([parts, isSlashed]) => {
    const named = parts.map((part, at) => part.replace("{x", `{x${at}`));
    return `/${named.join("/")}${isSlashed ? "/" : ""}`;
  })
  .filter((text) => text.split("+}").length <= 3);
const method = fc.constantFrom("GET", "HEAD", "POST", "OPTIONS", "DELETE");
const host = fc.constantFrom(null, null, "one.example", "two.example");
const routes = fc
  .array(fc.record({ method, host, pattern }), { maxLength: 8 })
  .map((rows) =>
    rows.map(
      (row, at): SnapshotRoute => ({ ...row, id: `R${at}`, capability: null, family: null }),
    ),
  );
const path = fc
  .array(fc.constantFrom("a", "b", "a.b", "axb", "12", "1", "-", "ab", ""), { maxLength: 5 })
  .map((parts) => `/${parts.join("/")}`);

describe("a table for gateways", () => {
  test("finds the route that clients find, whatever the patterns and the request", () => {
    fc.assert(
      fc.property(routes, method, path, host, (rows, verb, asked, from) => {
        const table = gatewayTable(exampleSnapshot({ routes: rows }), settings);
        const found = firstOf(table.rows, verb, asked, from);
        expect(table.notes).toEqual([]);
        expect(found).toBe(compileRoutes(rows, compileRe2).match(verb, asked, from));
      }),
      { numRuns: 2000 },
    );
  });

  test("gives a path that cannot be told exactly to the safe owner, and says so", () => {
    const routes = [
      { id: "R", method: "GET", host: null, capability: null, family: null, owner: "go" },
    ].map((row) => ({ ...row, pattern: "/v/{x:(?:[a-z]+-)+}" }));
    const table = gatewayTable(exampleSnapshot({ routes }), settings);
    expect(table.rows[0]?.path).toBe("/v/[^/?#]+");
    expect(table.rows[0]?.owner.base.owner).toBe("python");
    expect(table.notes[0]).toContain("R has a path that the gateway cannot be told exactly");
  });
});

describe("a segment's expression", () => {
  test.each([
    ["[0-9]+", "(?:[0-9]+)"],
    ["^\\d{4}-\\d{2}$", "(?:[0-9]{4}-[0-9]{2})"],
    ["sha256:[a-f0-9]{64}", "(?:sha256\\x3a[0-9a-f]{64})"],
    ["(?P<request_uri>a|b)", "(?:(?:a|b))"],
    [".*", "(?:[^\\x0a\\x23\\x2f\\x3f]+)"],
  ])("%s is told as %s", (source, told) => expect(segmentRegex(source)).toBe(told));

  test.each([
    "(?i)a",
    "\\bx",
    "\\p{L}+",
    "(a+)+",
    "(a|b*)*",
    "(?:ab?){2,40}",
    "a*b*c*d*",
    "é",
    "/",
    "a?b?",
  ])("%s is not told at all", (source) => expect(segmentRegex(source)).toBeNull());

  test("never meets another segment, a query or nothing, and nothing that RE2 does not meet", () => {
    const piece = fc.constantFrom(
      "a",
      "[^x]",
      ".",
      "\\w",
      "\\S",
      "[a-z]*",
      "(?:a|b)",
      "\\.",
      "[!-~]{2}",
    );
    const text = fc.string({
      unit: fc.constantFrom("a", "b", "/", "?", ".", "#", "_"),
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), text, (pieces, asked) => {
        const source = pieces.join("");
        const told = segmentRegex(source);
        if (told === null) return;
        const isSegment = asked !== "" && !/[/?#]/.test(asked);
        expect(compileRe2(told)(asked)).toBe(isSegment && compileRe2(source)(asked));
        expect(new RegExp(`^${told}$`).test(asked)).toBe(compileRe2(told)(asked));
      }),
      { numRuns: 3000 },
    );
  });

  test("text is told in letters that no configuration gives a meaning", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(escapeRegex(text, "bytes")).toMatch(/^(?:[A-Za-z0-9_/-]|\\\.|\\x[0-9a-f]{2})*$/);
      }),
    );
  });
});
