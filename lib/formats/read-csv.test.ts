import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "@/lib/domain/refusal";
import { type CsvLimits, readCsv } from "./read-csv";
import { writeCsv } from "./write-csv";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readCsv("tracker.csv", bytesOf(text));

const refusalOf = (bytes: Uint8Array, limits?: Partial<CsvLimits>): Refusal => {
  try {
    readCsv("tracker.csv", bytes, limits);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
};

describe("reading CSV", () => {
  it("gives columns and rows as text, with the header as row 1", () => {
    expect(read('\uFEFFid, note \r\nA,"x, ""y"""\r\n\r\nB,\r\n')).toMatchObject({
      columns: ["id", "note"],
      rows: [
        { row: 2, cells: ["A", 'x, "y"'] },
        { row: 4, cells: ["B", ""] },
      ],
    });
  });

  it.each([";", "\t"])("tells the separator %j from the header", (sign) => {
    expect(read(`id${sign}note\nA${sign}x, y\n`).rows[0]?.cells).toEqual(["A", "x, y"]);
  });

  it("drops a column without a name when no row fills it", () => {
    expect(read("id,note,\nA,x,\n")).toMatchObject({
      columns: ["id", "note"],
      rows: [{ row: 2, cells: ["A", "x"] }],
    });
  });

  const latin1 = new Uint8Array([0x69, 0x64, 0x0a, 0x41, 0x0a, 0xe9, 0x0a]);
  const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 20, 0, 0, 0]);
  it.each([
    ["no bytes", new Uint8Array(), "invalid", /is empty/],
    ["only blanks", bytesOf(" \n\n"), "invalid", /is empty/],
    ["a zip", zip, "unsupported-media", /is a zip archive.*unpack it/],
    ["gzip", new Uint8Array([0x1f, 0x8b, 8, 0]), "unsupported-media", /gzip/],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47]), "unsupported-media", /PNG/],
    ["a NUL byte", bytesOf("id\nA\u0000\n"), "unsupported-media", /NUL byte/],
    ["Latin-1", latin1, "malformed", /not UTF-8 \(line 3\)/],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x69, 0]), "malformed", /UTF-16/],
    ["too few cells", bytesOf("id,note\nA\n"), "invalid", /Row 2 has 1 cell and the header 2 col/],
    ["too many cells", bytesOf("id,note\nA,x\nB,y,z\n"), "invalid", /Row 3 has 3 cells/],
    ["two columns of one name", bytesOf("id,id\nA,B\n"), "invalid", /Columns 1 and 2.*“id”/],
    ["a nameless column in use", bytesOf("id,\nA,B\n"), "invalid", /Column 2 has no name/],
    ["an open quote", bytesOf('id\n"A\n'), "malformed", /Row 2 opens a quote/],
    ["a stray quote", bytesOf('id\nA"B"\n'), "malformed", /Row 2 \(line 2\) holds a quote/],
  ])("refuses %s", (_, bytes, code, says) => {
    const refusal = refusalOf(bytes);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(says);
    expect(refusal.message).toContain("tracker.csv");
    expect(refusal.reasons[0]?.file).toBe("tracker.csv");
  });

  it("refuses a cell of over a million characters, naming row and column", () => {
    const { reasons } = refusalOf(bytesOf(`id,note\nA,${"x".repeat(1_000_001)}\n`));
    expect(reasons).toMatchObject([{ row: 2, column: "note" }]);
    expect(reasons[0]?.says).toContain("1,000,001");
    expect(read(`id,note\nA,${"x".repeat(1_000_000)}\n`).rows).toHaveLength(1);
  });

  it("refuses a file over the limit before reading it", () => {
    const refusal = refusalOf(new Uint8Array(3 * 1024 * 1024), { maxBytes: 2 * 1024 * 1024 });
    expect(refusal).toMatchObject({ code: "too-large", status: 413 });
    expect(refusal.message).toContain("is 3 MiB; at most 2 MiB");
  });

  it("refuses more rows than one import reads, and says what to do", () => {
    const refusal = refusalOf(bytesOf("id\nA\nB\nC\n"), { maxRows: 2 });
    expect(refusal).toMatchObject({ code: "too-large", status: 413 });
    expect(refusal.message).toContain("more than 2 rows");
    expect(readCsv("tracker.csv", bytesOf("id\nA\nB\n"), { maxRows: 2 }).rows).toHaveLength(2);
  });

  it("lists every fault, and stops listing at fifty", () => {
    expect(refusalOf(bytesOf("id,n\nA\nB,1\nC,1,2\n")).reasons.map(({ row }) => row)).toEqual([
      2, 4,
    ]);
    expect(refusalOf(bytesOf(`id,n\n${"A\n".repeat(80)}`)).reasons).toHaveLength(50);
  });

  it.each([
    "=SUM(A1:A9)",
    "=1+1",
    '=HYPERLINK("http://x")',
    "+A1+1",
    "-2+3",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
  ])("keeps the formula %s as text and says so", (formula) => {
    const table = read(`id,note\nA,"${formula.replaceAll('"', '""')}"\n`);
    expect(table.rows[0]?.cells[1]).toBe(formula);
    expect(table.warnings).toMatchObject([{ row: 2, column: "note" }]);
  });

  it.each(["-5", "+3.2", "- item", "@registry-team", "=> next", "-", "--dry-run"])(
    "does not take %s for a formula",
    (text) => expect(read(`id,note\nA,${text}\n`).warnings).toEqual([]),
  );
});

describe("writing CSV", () => {
  it("keeps a spreadsheet from evaluating a cell", () => {
    expect(writeCsv(["note"], [["=1+1"], ["-5"], ["@SUM(A1)"]])).toBe(
      "note\r\n'=1+1\r\n-5\r\n'@SUM(A1)\r\n",
    );
  });

  it("refuses a row that does not fit the columns", () => {
    expect(() => writeCsv(["a", "b"], [["1"]])).toThrow(Refusal);
  });

  it("is read back exactly, whatever the cells hold", () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("=1", "'=1", "''+x", "-5", "@a", "\t", '"', "a,b", "a\r\nb", " x ", "'"),
    );
    const text = cell.filter((value) => !value.includes("\u0000"));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), (rows) => {
        const solid = rows.filter((row) => row.some((value) => value.trim() !== ""));
        const back = read(writeCsv(["one", "two"], solid));
        expect(back.rows.map(({ cells }) => cells)).toEqual(solid);
      }),
    );
  });
});
