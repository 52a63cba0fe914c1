import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvRecords } from "@/lib/formats/csv-cells";
import { exportChecklist, hasSignoffColumn, type SignedRow } from "@/lib/formats/export-checklist";
import { readInventory } from "@/lib/formats/read-inventory";

const words = { legacy: "python", target: "go" };
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const signed: SignedRow = {
  state: "verified",
  signatures: [
    {
      by: "Kenji",
      at: new Date("2026-11-21T02:00:00Z"),
      digest: "8f2c1ab98f2c1ab9",
      isStale: false,
    },
  ],
  tests: ["PT-1", "CT-1"],
  rollbackNote: "flip it, and back",
  isNoteOurs: false,
};
const mark = "Kenji 2026-11-21 signalbox:8f2c1ab98f2c";

const exported = (text: string, row: Partial<SignedRow> = {}, key = "R-1"): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    exportChecklist(
      "list.csv",
      bytesOf(text),
      new Map([[`route:${key}`, { ...signed, ...row }]]),
      words,
    ),
  );

const header =
  "route_id,method,path_template,verification_status,owner_signoff,test_evidence_ref,rollback_note";

describe("a checklist that is exported", () => {
  test("has what was signed filled in, and its other rows as they were", () => {
    const text = `${header}\nR-1,GET,/a,auto-verified,,,\nR-2,GET,/b,auto-verified,,,\n`;
    expect(exported(text)).toBe(
      `${header}\nR-1,GET,/a,verified,${mark} (was auto-verified),PT-1; CT-1,"flip it, and back"\nR-2,GET,/b,auto-verified,,,\n`,
    );
  });

  test.each([
    [
      "line ends of Windows and no last one",
      `${header}\r\nR-1,GET,/a,verified,,X-1,go`,
      `,,X-1`,
      `,${mark},X-1`,
    ],
    [
      "a byte order mark",
      `\ufeff${header}\nR-1,GET,/a,verified,,X-1,go\n`,
      ",,X-1",
      `,${mark},X-1`,
    ],
    [
      "quotes around every cell",
      `${header}\n"R-1","GET","/a","verified","","X-1","a ""b"""\n`,
      '"","X-1"',
      `"${mark}","X-1"`,
    ],
    [
      "what somebody wrote as sign-off",
      `${header}\nR-1,GET,/a,verified,J. Doe,X-1,go\n`,
      ",J. Doe,",
      `,J. Doe; ${mark},`,
    ],
    [
      "a column that nobody knows and blank lines",
      `${header},x\n\nR-1,GET,/a,verified,,X-1,go, y \n\n`,
      ",,X-1",
      `,${mark},X-1`,
    ],
  ])("keeps %s", (_, text, before, after) => {
    expect(exported(text)).toBe(text.replace(before, after));
  });

  test("with semicolons keeps them, and quotes what holds one", () => {
    const text = `${header.replaceAll(",", ";")}\nR-1;GET;/a;verified;;;go\n`;
    expect(exported(text)).toContain(`R-1;GET;/a;verified;${mark};"PT-1; CT-1";go`);
  });

  test("has a way back that was written here before that of the file", () => {
    const text = `${header}\nR-1,GET,/a,verified,,X-1,go\n`;
    expect(exported(text)).toContain(",go\n");
    expect(exported(text, { isNoteOurs: true })).toContain(',"flip it, and back"\n');
  });

  test("that was exported from here is filled in anew, and is as it was once a signature is taken back", () => {
    const text = `${header}\nR-1,GET,/a,auto-verified,J. Doe,X-1,go\n`;
    const once = exported(text);
    expect(exported(once)).toBe(once);
    expect(exported(once, {}, "R-9")).toBe(text);
  });

  test("has names that a spreadsheet would evaluate as text", () => {
    const signatures = [{ ...(signed.signatures[0] as (typeof signed.signatures)[0]), by: "=1+1" }];
    expect(exported(`${header}\nR-1,GET,/a,verified,,X,go\n`, { signatures })).toContain(
      ",'=1+1 2026",
    );
  });

  test("without a sign-off column is none", () => {
    expect(hasSignoffColumn("a.csv", bytesOf("route_id,path\n"))).toBe(false);
    expect(hasSignoffColumn("a.md", bytesOf(header))).toBe(false);
    expect(hasSignoffColumn("a.csv", bytesOf(header))).toBe(true);
    const text = "a,b\n1,2\n";
    expect(exported(text)).toBe(text);
  });

  test("is read as it was before, whatever its cells, and cells that are not filled in stay", () => {
    const cell = fc
      .string({ unit: fc.constantFrom(..."ab ,;\"\n\r'=é٣") })
      .filter((text) => !/signalbox:/.test(text));
    const write = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), (rows) => {
        const lines = rows.map(([note, signoff], at) =>
          [
            `R-${at}`,
            "GET",
            `/${at}`,
            "auto-verified",
            write(signoff),
            `T-${at}`,
            write(note),
          ].join(","),
        );
        const text = `${header}\n${lines.join("\n")}\n`;
        const after = exported(text, { rollbackNote: null }, "R-0");
        const values = (all: string) =>
          [...csvRecords(all)].map((cells) => cells.map(({ value }) => value));
        const [was, is] = [values(text), values(after)];
        for (const [at, cells] of was.entries()) {
          for (const [column, value] of cells.entries()) {
            if (at !== 1 || (column !== 3 && column !== 4)) expect(is[at]?.[column]).toBe(value);
          }
        }
        const read = (all: string) =>
          readInventory([{ name: "list.csv", bytes: bytesOf(all) }], words).items;
        expect(read(after)).toEqual(read(text));
      }),
      { numRuns: 60 },
    );
  });
});
