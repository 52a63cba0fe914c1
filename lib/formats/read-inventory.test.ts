import { describe, expect, it } from "vitest";
import type { InventoryItem, InventoryReading } from "@/lib/domain/inventory";
import { Refusal } from "@/lib/domain/refusal";
import { readInventory } from "./read-inventory";

const words = { legacy: "python", target: "go" };
const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const read = (...texts: readonly string[]): InventoryReading =>
  readInventory(
    texts.map((text, index) => file(`${"abcdef"[index]}.csv`, text)),
    words,
  );
const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
};
const codes = ({ findings }: InventoryReading): string[] => findings.map(({ code }) => code);
const only = ({ items }: InventoryReading): InventoryItem => {
  const [item] = items;
  if (!item || items.length !== 1) throw new Error(`${items.length} items`);
  return item;
};

const tracker = "route_id,method,path,family,owner\nR-1,GET,/a/<int:id>,web,core\n";

describe("joining sources", () => {
  it("gives each value every place that states it", () => {
    const item = only(read(tracker, "item_type,item_id,owner,wave\nroute,R-1,core,A1\n"));
    expect(item).toMatchObject({
      method: "GET",
      pattern: "/a/{id:[0-9]+}",
      team: "core",
      wave: "A1",
    });
    expect(item.provenance.team).toEqual([
      { file: "b.csv", row: 2, column: "owner" },
      { file: "a.csv", row: 2, column: "owner" },
    ]);
  });

  it("names both places of a contradiction, and which one is believed and why", () => {
    const reading = read(tracker, "item_type,item_id,owner\nroute,R-1,edge\n");
    expect(only(reading).team).toBe("edge");
    expect(reading.findings).toMatchObject([{ code: "contradiction", items: ["R-1"] }]);
    expect(reading.findings[0]?.says).toMatch(
      /b\.csv, row 2.*a\.csv, row 2.*matrix is believed before/,
    );
  });

  it("does not depend on the order of the upload", () => {
    const files = [
      file("a.csv", tracker),
      file("b.csv", "route_id,method,path,parity_test_id\nR-1,GET,/b,PT-1\n"),
    ];
    expect(readInventory(files, words)).toEqual(readInventory([...files].reverse(), words));
  });

  it("creates nothing from a list that only names rows", () => {
    const reading = read("item_type,item_id,owner\nroute,R-1,core\n");
    expect(reading.items).toEqual([]);
    expect(reading.supplements).toMatchObject([{ key: "R-1", team: "core" }]);
  });

  it("reads the program's own words in column names", () => {
    const text =
      "process_id,program,node_source,rust_owner_package\nP-1,mailer,src/mailer.ts,mail\n";
    const item = only(readInventory([file("w.csv", text)], { legacy: "node", target: "rust" }));
    expect(item).toMatchObject({
      kind: "worker",
      sourcePath: "src/mailer.ts",
      team: "mail",
      switchName: "mailer",
    });
  });
});

describe("states that a file claims", () => {
  const stated = (status: string, signoff = "", notes = ""): InventoryReading =>
    read(
      `process_id,program,verification_status,owner_signoff,notes\nP-1,mailer,${status},${signoff},${notes}\n`,
    );

  it.each([
    ["verified-source-anchored", "verified-source-anchored", []],
    ["Needs Triage", "needs-triage", []],
    ["pending", "planned", []],
    ["frobnicated", "planned", ["unknown-word"]],
    ["verified", "verified-source-anchored", ["unproven-state"]],
    ["retired-approved", "needs-triage", ["unproven-state"]],
  ])("%s is imported as %s", (word, state, findings) => {
    const reading = stated(word);
    expect(only(reading)).toMatchObject({ verification: state, verificationWord: word });
    expect(codes(reading)).toEqual(findings);
  });

  it("keeps a retirement that names its decision or sign-off, and takes the switch away", () => {
    for (const reading of [
      stated("retired-approved", "ann 2026-02-08"),
      stated("retired-approved", "", "D-001"),
    ])
      expect(only(reading)).toMatchObject({
        verification: "retired-approved",
        isSwitchable: false,
      });
  });

  it("never reaches verified, whatever the evidence", () => {
    expect(only(stated("verified", "ann")).verification).toBe("verified-source-anchored");
  });

  it("tells one unknown word of many rows once", () => {
    const rows = Array.from({ length: 40 }, (_, index) => `P-${index},p${index},odd`).join("\n");
    const reading = read(`process_id,program,status\n${rows}\n`);
    expect(reading.findings).toHaveLength(1);
    expect(reading.findings[0]).toMatchObject({ code: "unknown-word", items: { length: 40 } });
  });
});

describe("trackers of other shapes", () => {
  it("reads features with a status as tasks, and names the columns it does not know", () => {
    const reading = read(
      "Feature,OpenManus Status,Notes,Colour\nWide Research,Partially Implemented,x,red\n",
    );
    expect(only(reading)).toMatchObject({
      kind: "task",
      key: "wide-research",
      title: "Wide Research",
      verification: "planned",
      verificationWord: "Partially Implemented",
      attributes: { Colour: "red", notes: "x" },
    });
    expect(reading.findings).toMatchObject([
      { code: "unknown-column", origins: [{ row: 1, column: "Colour" }] },
    ]);
  });

  it.each([
    ["a method and a path", "Method,Endpoint\nget,/v1/a\n", ["GET /v1/a"]],
    [
      "both in one cell",
      "Endpoint,Status\nGET /v1/a,done\nPOST /v1/a,todo\n",
      ["GET /v1/a", "POST /v1/a"],
    ],
    ["several methods", "Method,Path\nGET|POST,/v1/a\n", ["GET /v1/a", "POST /v1/a"]],
  ])("reads routes from %s", (_, text, keys) => {
    expect(read(text).items.map(({ kind, key }) => [kind, key])).toEqual(
      keys.map((key) => ["route", key]),
    );
  });

  it("reads a Markdown table of routes", () => {
    const text =
      "# API\n\n| Method | Path | Owner |\n|---|---|---|\n| `GET` | `/v1/{id}` | core |\n";
    expect(readInventory([file("api.md", text)], words).items).toMatchObject([
      {
        key: "GET /v1/{id}",
        pattern: "/v1/{id}",
        provenance: { team: [{ file: "api.md", row: 5, column: "Owner" }] },
      },
    ]);
  });

  it.each([
    ["prices.csv", "sku,price\nA,1\n", /columns sku, price.*needs a method and a path/],
    ["notes.md", "# Notes\n\nText.\n", /holds no table/],
    ["todo.md", "- [ ] one\n- [x] two\n", /2 check boxes/],
    ["a.json", "{}", /\.json/],
    [
      "streams.md",
      "| Workstream | Status |\n|---|---|\n| WS0 | ready |\n",
      /workstreams, not imported yet/,
    ],
  ])("sets %s aside with a reason", (name, text, says) => {
    const reading = readInventory([file(name, text)], words);
    expect(reading.items).toEqual([]);
    expect(reading.sources).toMatchObject([
      { file: name, rows: 0, says: expect.stringMatching(says) },
    ]);
  });
});

describe("bad input", () => {
  it("refuses one id with two contents, naming both rows and what differs", () => {
    const { reasons } = refusalOf(() =>
      read("route_id,method,path,family\nR-1,GET,/a,x\nR-1,GET,/b,x\n"),
    );
    expect(reasons).toMatchObject([{ file: "a.csv", row: 3, column: "route_id" }]);
    expect(reasons[0]?.says).toMatch(/rows 2 and 3.*\(path\)/);
  });

  it("notes the same row twice and reads it once", () => {
    const reading = read("route_id,method,path,family\nR-1,GET,/a,x\nR-1,GET,/a,x\n");
    expect(codes(reading)).toEqual(["duplicate-row"]);
    expect(reading.items).toHaveLength(1);
  });

  it("refuses a row without its id", () => {
    const refusal = refusalOf(() => read("route_id,method,path,family\n,GET,/a,x\n"));
    expect(refusal.reasons[0]?.says).toMatch(/Row 2 has nothing in column “route_id”/);
  });

  it("refuses the whole upload when one file is bad, and names every fault of every file", () => {
    const zip = { name: "all.zip", bytes: new Uint8Array([0x50, 0x4b, 3, 4]) };
    const ragged = file("ragged.csv", "id,status\nA\n");
    const refusal = refusalOf(() => readInventory([zip, ragged, file("t.csv", tracker)], words));
    expect(refusal.reasons.map((reason) => reason.file)).toEqual(["all.zip", "ragged.csv"]);
  });

  it("refuses a Markdown row whose pipes shift its cells, in a tracker only", () => {
    const table = (head: string) =>
      file("x.md", `| ${head} | Path |\n|---|---|\n| GET | /a | b |\n`);
    expect(refusalOf(() => readInventory([table("Method")], words)).reasons[0]).toMatchObject({
      row: 3,
    });
    expect(readInventory([table("Colour")], words).items).toEqual([]);
  });

  it("keeps a formula as text and notes it", () => {
    const reading = read(
      'route_id,method,path,family,notes\nR-1,GET,/a,x,"=HYPERLINK(""http://x"")"\n',
    );
    expect(codes(reading)).toEqual(["formula"]);
    expect(only(reading).attributes.notes).toBe('=HYPERLINK("http://x")');
  });

  it("takes keys like __proto__ for what they are", () => {
    const item = only(
      read("route_id,method,path,family,__proto__,constructor\nR-1,GET,/a,x,p,c\n"),
    );
    expect(item.attributes.constructor).toBe("c");
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });
});

describe("an import with more rows than are read at once", () => {
  it("is refused over all its files together", () => {
    const half = (name: string, from: number) =>
      file(name, `route_id,method,path\nR${from},GET,/a${from}\nR${from + 1},GET,/b${from}\n`);
    const parts = [half("a.csv", 1), half("b.csv", 3)];
    const limits = { maxRows: 3 };
    expect(() => readInventory(parts, words, { limits })).toThrow(/more than 3 rows/);
    expect(readInventory(parts.slice(0, 1), words, { limits }).items).toHaveLength(2);
  });
});
