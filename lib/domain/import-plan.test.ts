import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planImport, summariseImport } from "./import-plan";
import type { InventoryItem, InventoryReading, Origin } from "./inventory";
import { editedHere } from "./merge-item";

type Stated = {
  readonly key: string;
  readonly team?: string | null;
  readonly wave?: string | null;
  readonly batches?: readonly string[];
};

const itemOf = (
  { key, team = null, wave = null, batches = [] }: Stated,
  file: string,
  row: number,
): InventoryItem => {
  const at = (column: string): Origin[] => [{ file, row, column }];
  return {
    kind: "route",
    key,
    title: `GET /${key}`,
    family: null,
    capability: null,
    wave,
    phase: null,
    team,
    batches,
    verification: "planned",
    verificationWord: null,
    method: "GET",
    path: `/${key}`,
    pattern: `/${key}`,
    host: null,
    sourcePath: null,
    switchName: null,
    switchId: null,
    isSwitchable: true,
    tests: [],
    attributes: {},
    provenance: {
      title: at("path"),
      method: at("method"),
      path: at("path"),
      pattern: at("path"),
      ...(team === null ? {} : { team: at("team") }),
      ...(wave === null ? {} : { wave: at("wave") }),
      ...(batches.length === 0 ? {} : { batches: at("batch") }),
    },
  };
};

const readingOf = (rows: readonly Stated[], file = "a.csv"): InventoryReading => ({
  items: rows.map((row, index) => itemOf(row, file, index + 2)),
  couplings: [],
  findings: [],
  sources: [{ file, recognisedAs: "route tracker", rows: rows.length, says: "" }],
});

const applied = (current: readonly InventoryItem[], reading: InventoryReading): InventoryItem[] => {
  const plan = planImport(current, reading);
  const after = new Map(current.map((item) => [item.key, item]));
  for (const item of [
    ...plan.creates,
    ...plan.changes.map((change) => change.after),
    ...plan.moved,
  ])
    after.set(item.key, item);
  return [...after.values()];
};

describe("planning an import", () => {
  it("creates rows that the program does not have", () => {
    expect(planImport([], readingOf([{ key: "R-1" }]))).toMatchObject({
      creates: [{ key: "R-1" }],
      changes: [],
      isEmpty: false,
    });
  });

  it("tells a change field by field, with where the new value stands", () => {
    const current = readingOf([{ key: "R-1", team: "core" }]).items;
    const plan = planImport(current, readingOf([{ key: "R-1", team: "edge" }]));
    expect(plan.changes).toMatchObject([
      {
        key: "R-1",
        fields: [
          {
            field: "team",
            before: "core",
            after: "edge",
            origins: [{ file: "a.csv", row: 2, column: "team" }],
          },
        ],
      },
    ]);
  });

  it("writes only places where rows moved and values stay", () => {
    const current = readingOf([{ key: "R-1" }, { key: "R-2" }]).items;
    const plan = planImport(current, readingOf([{ key: "R-2" }, { key: "R-1" }]));
    expect(plan).toMatchObject({
      changes: [],
      moved: [{ key: "R-2" }, { key: "R-1" }],
      isEmpty: false,
    });
  });

  it("clears what its file no longer says, and keeps what a file says that was not read", () => {
    const current = readingOf([{ key: "R-1", team: "core" }]).items;
    expect(planImport(current, readingOf([{ key: "R-1" }])).changes).toMatchObject([
      { fields: [{ field: "team", before: "core", after: null }] },
    ]);
    expect(planImport(current, readingOf([{ key: "R-1" }], "b.csv")).changes).toEqual([]);
  });

  it("adds to lists that other files fill", () => {
    const current = readingOf([{ key: "R-1", batches: ["B1"] }]).items;
    const [item] = applied(current, readingOf([{ key: "R-1", batches: ["B2"] }], "b.csv"));
    expect([...(item?.batches ?? [])].sort()).toEqual(["B1", "B2"]);
  });

  it("lets the newer reading count over a file that was not read, and says so", () => {
    const current = readingOf([{ key: "R-1", team: "core" }]).items;
    const plan = planImport(current, readingOf([{ key: "R-1", team: "edge" }], "b.csv"));
    expect(plan.changes[0]?.after.team).toBe("edge");
    expect(plan.findings).toMatchObject([
      { code: "contradiction", says: expect.stringContaining("a.csv") },
    ]);
  });

  it("lets a secondary source displace nothing, and says so", () => {
    const current = readingOf([{ key: "R-1", team: "core" }]).items;
    const reading = {
      ...readingOf([{ key: "R-1", team: "pkg" }], "b.csv"),
      secondHand: { "route:R-1": ["team"] },
    };
    const plan = planImport(current, reading);
    expect(plan.changes).toEqual([]);
    expect(plan.findings).toMatchObject([{ code: "contradiction" }]);
  });

  it("never overwrites what a person set here", () => {
    const [imported] = readingOf([{ key: "R-1", team: "core" }]).items;
    if (!imported) throw new Error("no item");
    const edited = {
      ...imported,
      team: "edge",
      provenance: { ...imported.provenance, team: [{ file: editedHere }] },
    };
    const plan = planImport([edited], readingOf([{ key: "R-1", team: "core" }]));
    expect(plan.isEmpty).toBe(true);
    expect(plan.findings).toMatchObject([
      { code: "contradiction", says: expect.stringMatching(/“edge”.*set in Signalbox/) },
    ]);
  });

  it("never takes verified back", () => {
    const [imported] = readingOf([{ key: "R-1" }]).items;
    if (!imported) throw new Error("no item");
    const plan = planImport(
      [{ ...imported, verification: "verified" }],
      readingOf([{ key: "R-1" }]),
    );
    expect(plan.changes).toEqual([]);
  });

  it("leaves rows alone that the sources no longer name, and says which", () => {
    const current = readingOf([{ key: "R-1" }, { key: "R-2" }]).items;
    const plan = planImport(current, readingOf([{ key: "R-1" }]));
    expect(plan).toMatchObject({
      isEmpty: true,
      untouched: 1,
      findings: [{ code: "missing-row", items: ["R-2"] }],
    });
  });

  it("does not call rows missing that the files given were never about", () => {
    const current = readingOf([{ key: "R-1" }, { key: "R-2" }]).items;
    expect(planImport(current, readingOf([], "b.csv")).findings).toEqual([]);
  });

  it("adds to known rows and creates none from a list that only names them", () => {
    const current = readingOf([{ key: "R-1" }]).items;
    const { items, ...rest } = readingOf(
      [{ key: "R-1", team: "core" }, { key: "R-9" }],
      "owners.csv",
    );
    const plan = planImport(current, { ...rest, items: [], supplements: items });
    expect(plan.creates).toEqual([]);
    expect(plan.changes).toMatchObject([
      { key: "R-1", fields: [{ field: "team", after: "core" }] },
    ]);
    expect(plan.findings).toMatchObject([{ code: "not-in-tracker", items: ["R-9"] }]);
  });

  it("adds and removes couplings of the files that were read", () => {
    const coupling = (item: string, file: string) =>
      ({ queue: "q", role: "producer", kind: "route", item, origin: { file } }) as const;
    const reading = { ...readingOf([]), couplings: [coupling("R-2", "a.csv")] };
    const plan = planImport([], reading, {
      couplings: [coupling("R-1", "a.csv"), coupling("R-3", "z.csv")],
    });
    expect(plan.couplings.adds.map(({ item }) => item)).toEqual(["R-2"]);
    expect(plan.couplings.removes.map(({ item }) => item)).toEqual(["R-1"]);
  });

  it("has nothing to do the second time, whatever came before", () => {
    const word = fc.option(fc.constantFrom("core", "edge", "data"), { nil: null });
    const row = fc.record({
      key: fc.constantFrom("R-1", "R-2", "R-3", "R-4"),
      team: word,
      wave: word,
      batches: fc.uniqueArray(fc.constantFrom("B1", "B2", "B3")),
    });
    const reading = fc
      .tuple(fc.uniqueArray(row, { selector: ({ key }) => key }), fc.constantFrom("a.csv", "b.csv"))
      .map(([rows, file]) => readingOf(rows, file));
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 4 }), reading, (earlier, last) => {
        const before = earlier.reduce<InventoryItem[]>(
          (current, next) => applied(current, next),
          [],
        );
        const after = applied(before, last);
        expect(planImport(after, last)).toMatchObject({
          creates: [],
          changes: [],
          moved: [],
          isEmpty: true,
        });
      }),
    );
  });

  it("has one summary, whatever the order of the rows", () => {
    const { items, ...rest } = readingOf([{ key: "R-1" }, { key: "R-2", team: "core" }]);
    const turned = { ...rest, items: [...items].reverse() };
    expect(JSON.stringify(summariseImport(planImport([], { ...rest, items })))).toBe(
      JSON.stringify(summariseImport(planImport([], turned))),
    );
  });
});
