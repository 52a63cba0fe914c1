import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readLines } from "@/bin/read-lines";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-lines-"));
const linesOf = (text: string): string[] => {
  const file = path.join(folder, "lines.txt");
  fs.writeFileSync(file, text);
  return [...readLines(file)];
};

describe("the lines of a file", () => {
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test.each<[string, string, string[]]>([
    ["nothing", "", []],
    ["one without an end", "one", ["one"]],
    ["several, the last with an end", "one\ntwo\n", ["one", "two"]],
  ])("are %s", (_, text, lines) => {
    expect(linesOf(text)).toEqual(lines);
  });

  test("are whole where a piece ends within a line and within a character", () => {
    const line = `${"é".repeat(700_001)}x`;
    expect(linesOf(`a${line}\n${line}\n`)).toEqual([`a${line}`, line]);
  });

  test("of a file that is not there are refused in words", () => {
    expect(() => [...readLines(path.join(folder, "none"))]).toThrow("There is no file");
  });
});
