import { describe, expect, it } from "vitest";
import { readMarkdownTables } from "./read-markdown-tables";

const read = (text: string) => readMarkdownTables("notes.md", text);

describe("Markdown tables", () => {
  it("are found under their heading, rows counted as lines of the file", () => {
    const [table] = read(
      "# Plan\n\n## Gates\n\n| Gate | Status |\n|:--|--:|\n| `G0` | **ready** |\n\nEnd\n",
    );
    expect(table).toMatchObject({
      heading: "Gates",
      columns: ["Gate", "Status"],
      rows: [{ row: 7, cells: ["G0", "ready"] }],
      faults: [],
    });
  });

  it.each([
    ["an escaped pipe", "| a \\| b | x |", ["a | b", "x"]],
    ["an escaped pipe in a code span", "| `a\\|b` | x |", ["a|b", "x"]],
    ["a link", "| [ROUTE-1](http://x/y) | x |", ["ROUTE-1", "x"]],
    ["an identifier with underscores", "| v1/__init__.py | __x__ |", ["v1/__init__.py", "__x__"]],
    ["a path of the source", "| `/v1/<id>` | * |", ["/v1/<id>", "*"]],
    ["a line break", "| a<br>b | x |", ["a; b", "x"]],
    ["no outer pipes", "a | x", ["a", "x"]],
    ["a missing cell", "| a |", ["a", ""]],
  ])("read %s", (_, row, cells) => {
    expect(read(`| one | two |\n|---|---|\n${row}\n`)[0]?.rows[0]?.cells).toEqual(cells);
  });

  it("name the line whose pipes shift its cells", () => {
    const [table] = read("| one | two |\n|---|---|\n| a | b | c |\n");
    expect(table?.faults).toMatchObject([{ file: "notes.md", row: 3 }]);
  });

  it("inside fenced code are text", () => {
    expect(read("```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n")).toEqual([]);
  });

  it("end at the first line that is none of theirs", () => {
    expect(read("| a | b |\n|---|---|\n| 1 | 2 |\n## Next\n| 3 | 4 |\n")[0]?.rows).toHaveLength(1);
  });
});
