import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { processorTime } from "@/lib/domain/test-processor-time";
import { readCodeowners } from "@/lib/formats/read-codeowners";

const owners = (text: string, of: string): readonly string[] =>
  readCodeowners("CODEOWNERS", text).ownersOf(of).owners;

describe("whose a path is", () => {
  test.each([
    ["* @all", "deep/in/it.go", ["@all"]],
    ["*.go @go", "deep/in/it.go", ["@go"]],
    ["*.go @go", "deep/in/it.js", []],
    ["/docs/ @docs", "docs/a/b.md", ["@docs"]],
    ["/docs/ @docs", "src/docs/a.md", []],
    ["docs/ @docs", "src/docs/a.md", ["@docs"]],
    ["docs/ @docs", "docs", []],
    ["docs/* @docs", "docs/a.md", ["@docs"]],
    ["docs/* @docs", "docs/deep/a.md", []],
    ["docs @docs", "src/docs/deep/a.md", ["@docs"]],
    ["a/b @ab", "a/b/c", ["@ab"]],
    ["a/b @ab", "x/a/b", []],
    ["**/logs @ops", "build/logs/today", ["@ops"]],
    ["a/**/z @deep", "a/z", ["@deep"]],
    ["a/**/z @deep", "a/b/c/z", ["@deep"]],
    ["v?/x @one", "v1/x", ["@one"]],
    ["v?/x @one", "v12/x", []],
    ["/ a@b.example", "x/y", ["a@b.example"]],
    ["with\\ blank.md @w", "with blank.md", ["@w"]],
    ["\\#odd @w", "#odd", ["@w"]],
  ])("%s, for %s", (text, of, expected) => {
    expect(owners(text, of)).toEqual(expected);
  });

  test("the last line that fits decides, also to nobody", () => {
    const text = "* @all\n/endpoints/ @api # the API\n/endpoints/gone.py\n";
    expect(owners(text, "endpoints/user.py")).toEqual(["@api"]);
    expect(owners(text, "endpoints/gone.py")).toEqual([]);
    expect(owners(text, "README")).toEqual(["@all"]);
  });

  test("each section has its say, with the owners of its heading where a line names none", () => {
    const text = "* @all\n[Database][2] @dba\nmigrations/\n^[Docs] @writers\n*.md\n*.txt @plain\n";
    expect(owners(text, "migrations/1.sql")).toEqual(["@all", "@dba"]);
    expect(owners(text, "migrations/read.md")).toEqual(["@all", "@dba", "@writers"]);
    expect(owners(text, "notes.txt")).toEqual(["@all", "@plain"]);
  });

  test("several teams own together", () => {
    expect(owners("web/ @acme/ui @acme/web", "web/x")).toEqual(["@acme/ui", "@acme/web"]);
  });
});

test("what is no line of it is told by its row, and the others count", () => {
  const { faults, ownersOf } = readCodeowners("CODEOWNERS", "* @all\n!a @b\nb nobody\nc @c\n");
  expect(faults.map(({ row }) => row)).toEqual([2, 3]);
  expect(ownersOf("c").owners).toEqual(["@c"]);
});

test("thirty thousand lines are asked about five hundred paths without anybody waiting", () => {
  const text = Array.from({ length: 30_000 }, (_, at) => `/src/**/m${at}*a*b*/ @t${at % 50}`).join(
    "\n",
  );
  const read = readCodeowners("CODEOWNERS", `* @all\n${text}`);
  for (let at = 0; at < 20; at += 1) {
    expect(read.ownersOf(`src/x/m${at * 37}aab/y/z.py`).owners).toEqual([`@t${(at * 37) % 50}`]);
  }
  expect(read.rules).toBe(30_001);
});

test("a long pattern of wildcards counts for several that are tried", () => {
  const short = readCodeowners("CODEOWNERS", "*a* @t");
  const long = readCodeowners("CODEOWNERS", `${"*a".repeat(160)}* @t`);
  expect(short.ownersOf("src/b.py").tried).toBe(1);
  expect(long.ownersOf("src/b.py").tried).toBe(11);
});

test.each([
  ["folders without end", `@a${"/x".repeat(60)}!`],
  ["an address without end", `a@${"a.".repeat(50_000)}@`],
  ["a name of many thousand letters", `@${"a".repeat(200_000)}`],
])("an owner of %s is a fault of its line, at once", (_, owner) => {
  const spent = processorTime();
  const { faults, rules } = readCodeowners("CODEOWNERS", `* @all\n* ${owner}\n`);
  expect({ rules, rows: faults.map(({ row }) => row) }).toEqual({ rules: 1, rows: [2] });
  expect(spent()).toBeLessThan(2_000);
});

const real = path.resolve(process.env.SIGNALBOX_REAL ?? "../shared/real", "codeowners");
describe.skipIf(!fs.existsSync(real))("real files", () => {
  test.each([
    ["otel-js-contrib", "packages/auto-instrumentations-web/src/index.ts", 2],
    ["otel-js-contrib", "README.md", 1],
    ["prometheus", "web/ui/package.json", 1],
  ])("%s knows whose %s is", (file, of, count) => {
    const read = readCodeowners(file, fs.readFileSync(path.join(real, file), "utf8"));
    expect(read.faults).toEqual([]);
    expect(read.ownersOf(of).owners.length).toBeGreaterThanOrEqual(count);
  });
});
