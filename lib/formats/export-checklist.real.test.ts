import { describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { planImport } from "@/lib/domain/import-plan";
import { type InventoryItem, itemKey } from "@/lib/domain/inventory";
import { editedHere } from "@/lib/domain/merge-item";
import { csvRecords } from "@/lib/formats/csv-cells";
import { exportChecklist, hasSignoffColumn, type SignedRow } from "@/lib/formats/export-checklist";
import { readInventory } from "@/lib/formats/read-inventory";

const words = { legacy: "python", target: "go" };

/** A row after somebody signed it here. */
const asSigned = (item: InventoryItem): InventoryItem => ({
  ...item,
  verification: item.attributes.decision_ref ? "retired-approved" : "verified",
  provenance: { ...item.provenance, verification: [{ file: editedHere }] },
});

const signedRow = (item: InventoryItem): SignedRow => ({
  state: item.verification,
  signatures: [
    {
      by: "עִנבָּל, “the 2nd”; Example",
      at: new Date("2026-11-21T02:00:00Z"),
      digest: "8f2c1ab98f2c1ab9",
      isStale: false,
    },
  ],
  tests: item.tests.map(({ id }) => id),
  rollbackNote: item.attributes.rollback_note ?? null,
  isNoteOurs: false,
});

const cellsOf = (bytes: Uint8Array): string[][] =>
  [...csvRecords(new TextDecoder().decode(bytes))].map((cells) => cells.map(({ value }) => value));

describe.skipIf(realFixtures() === null)(
  "the real checklists (skipped without ../shared/real)",
  () => {
    const files = realFixtures() === null ? [] : realFiles("quay");
    const checklists = files.filter(({ name, bytes }) => hasSignoffColumn(name, bytes));
    const signedOnes = new Set(["verification_status", "owner_signoff"]);

    test("are found by their header", () => {
      expect(checklists.map(({ name }) => name).sort()).toEqual([
        "route_auth_verification_checklist.csv",
        "runtime_component_mapping.csv",
        ...files
          .map(({ name }) => name)
          .filter((name) => /^signoff_batch_.*\.csv$/.test(name))
          .sort(),
        "worker_verification_checklist.csv",
      ]);
    });

    test("before anything is signed are exported byte for byte", () => {
      for (const { name, bytes } of checklists) {
        expect(exportChecklist(name, bytes, new Map(), words)).toEqual(bytes);
      }
    });

    test("differ in the signed columns of signed rows alone, and read again alone or together change nothing", () => {
      const reading = readInventory(files, words);
      const isSigned = ({ kind, key, wave }: InventoryItem): boolean =>
        (kind === "route" && wave === "A1") || (kind === "worker" && key >= "PROC-020");
      const items = reading.items.map((item) => (isSigned(item) ? asSigned(item) : item));
      const signed = new Map(
        items.filter(isSigned).map((item) => [itemKey(item), signedRow(item)] as const),
      );
      const couplings = reading.couplings;
      const changesOf = (some: typeof files) =>
        planImport(items, readInventory(some, words), { couplings });
      const exported = new Map(
        checklists.map(({ name, bytes }) => [
          name,
          { name, bytes: exportChecklist(name, bytes, signed, words) },
        ]),
      );
      let cellsChanged = 0;
      for (const { name, bytes } of checklists) {
        const was = cellsOf(bytes);
        const is = cellsOf(exported.get(name)?.bytes ?? new Uint8Array());
        const [header = []] = was;
        expect(is).toHaveLength(was.length);
        for (const [at, cells] of was.entries()) {
          for (const [column, value] of cells.entries()) {
            const now = is[at]?.[column];
            if (now === value) continue;
            expect(signedOnes).toContain(header[column]);
            expect(signed.has(`${name.includes("route") ? "route" : "worker"}:${cells[0]}`)).toBe(
              true,
            );
            cellsChanged += 1;
          }
        }
        const alone = changesOf([exported.get(name) ?? { name, bytes }]);
        expect([name, alone.changes.slice(0, 1), alone.moved.slice(0, 1)]).toEqual([name, [], []]);
        expect(alone.findings.filter(({ code }) => code === "contradiction")).toEqual([]);
      }
      expect(cellsChanged).toBeGreaterThan(43 * 4);
      const all = changesOf(files.map((file) => exported.get(file.name) ?? file));
      expect(all.isEmpty || all.registers.creates.length > 0).toBe(true);
      expect([all.creates, all.changes, all.moved]).toEqual([[], [], []]);
      // The files as they were before anything was signed change nothing either, and dispute nothing.
      const old = changesOf(files);
      expect([old.changes, old.moved]).toEqual([[], []]);
      expect(old.findings.filter(({ says }) => says.includes("set in Signalbox"))).toEqual([]);
    });
  },
);
