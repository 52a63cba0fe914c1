import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { processorTime } from "@/lib/domain/test-processor-time";
import { readCodeowners } from "@/lib/formats/read-codeowners";

const owners = (text: string, of: string): readonly string[] =>
  readCodeowners("CODEOWNERS", text).ownersOf(of).owners;

const letterPairs = (): string[] =>
  [..."abcdefghijkl"].flatMap((one) => [..."abcdefghijkl"].map((other) => `@${one}${other}`));

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

describe("thirty thousand loose lines, asked about fifty thousand paths", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const run = "a".repeat(120);
  test.each([
    ["of the alphabet", `*${[...letters].join("*")}*!`, `src/${letters}/${letters.repeat(4)}`],
    ["of three letters", "*x*y*z!", "src/app/endpoints/v2/user.py"],
    ["of folders", "*a*/**/*b*/**/*c*!", "src/ab/ab/ab/ab/ab/ab/abc.py"],
    ["of one letter without end", `*${run}!`, `${run}${run}/${run}${run}`],
    ["of one ending", "*!.py", "src/a/b/m.py"],
    ["of stars", `${"*".repeat(900)}!`, letters.repeat(40)],
  ])("%s are refused at once, with lines that it took", (_, pattern, of) => {
    const spent = processorTime();
    const lines = Array.from({ length: 30_000 }, (_, at) => `${pattern.replace("!", `${at}`)} @t`);
    const { ownersOf } = readCodeowners("CODEOWNERS", lines.join("\n").slice(0, 3_000_000));
    const effort = { steps: 0 };
    const ask = () => {
      for (let at = 0; at < 50_000; at += 1) ownersOf(`${at}/${of}`, effort);
    };
    expect(ask).toThrow(
      expect.objectContaining({
        code: "too-large",
        reasons: expect.arrayContaining([expect.objectContaining({ file: "CODEOWNERS", row: 1 })]),
      }),
    );
    expect(spent()).toBeLessThan(2_000);
  });
});

test("fifty loose lines are asked about fifty thousand paths", () => {
  const text = Array.from({ length: 50 }, (_, at) => `*x${at}* @t`).join("\n");
  const { ownersOf } = readCodeowners("CODEOWNERS", text);
  const effort = { steps: 0 };
  const ask = () => {
    for (let at = 0; at < 50_000; at += 1) ownersOf("src/app/m.py", effort);
  };
  expect(ask).not.toThrow();
});

test.each([
  ["a pattern of many thousand characters", `${"*a".repeat(600)} @t`, 2],
  ["more owners than anybody asks", `* ${"@t ".repeat(101)}`, 2],
  ["a heading of more owners than that", `[All] ${letterPairs().join(" ")}`, 2],
])("%s is a fault of its line", (_, line, row) => {
  const { faults, rules } = readCodeowners("CODEOWNERS", `* @all\n${line}\n`);
  expect({ rules, rows: faults.map((each) => each.row) }).toEqual({ rules: 1, rows: [row] });
});

test("owners of a heading that thousands of lines have are counted at once, with the first lines", () => {
  const owners = letterPairs().slice(0, 100);
  const spent = processorTime();
  const text = `[All] ${owners.join(" ")}\n${"a\n".repeat(99_000)}b @aa\n`;
  const { linesOf, named } = readCodeowners("CODEOWNERS", text);
  expect(linesOf.get("@aa")).toMatchObject({ count: 99_001, first: { length: 20, 0: 2 } });
  expect(named).toEqual(owners);
  expect(spent()).toBeLessThan(2_000);
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
