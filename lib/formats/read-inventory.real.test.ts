import { describe, expect, it } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { planImport } from "@/lib/domain/import-plan";
import type { Finding, InventoryItem } from "@/lib/domain/inventory";
import { readInventory } from "./read-inventory";

const words = { legacy: "python", target: "go" };
const tally = <T>(
  values: readonly T[],
  by: (value: T) => string | null,
): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) {
    const key = by(value) ?? "none";
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

describe.skipIf(realFixtures() === null)(
  "the real trackers of a registry (skipped without ../shared/real)",
  () => {
    const reading = readInventory(realFiles("quay"), words);
    const ofKind = (kind: InventoryItem["kind"]) =>
      reading.items.filter((item) => item.kind === kind);
    const find = (key: string) => reading.items.find((item) => item.key === key);
    const found = (code: Finding["code"]) =>
      reading.findings.filter((finding) => finding.code === code);

    it("hold these rows", () => {
      expect(tally(reading.items, ({ kind }) => kind)).toEqual({
        route: 413,
        worker: 36,
        queue: 9,
        "runtime-component": 8,
        "storage-driver": 15,
        tool: 16,
      });
      expect(reading.supplements).toEqual([]);
    });

    it("have these families and waves", () => {
      expect(tally(ofKind("route"), ({ family }) => family)).toEqual({
        "api-v1": 268,
        web: 65,
        "registry-v1": 26,
        "registry-v2": 19,
        oauth2: 10,
        other: 10,
        keys: 4,
        secscan: 3,
        webhooks: 3,
        realtime: 2,
        "well-known": 2,
        oauth1: 1,
      });
      expect(tally(ofKind("route"), ({ wave }) => wave)).toEqual({
        A1: 43,
        A2: 274,
        A3: 22,
        A4: 74,
      });
      expect(tally(ofKind("worker"), ({ phase }) => phase)).toEqual({
        P0: 8,
        P1: 11,
        P2: 7,
        P3: 6,
        P4: 3,
        P5: 1,
      });
      expect(tally(ofKind("runtime-component"), ({ wave }) => wave)).toEqual({
        W1: 2,
        W2: 4,
        W3: 2,
      });
    });

    it("leave open what they leave open, and nothing else", () => {
      expect(tally(reading.findings, ({ code }) => code)).toEqual({
        "unmatched-path": 17,
        "doubtful-path": 7,
        "shared-switch-id": 7,
        "legacy-batch": 1,
        "unknown-budget": 11,
        contradiction: 1,
        "queue-without-producers": 7,
        "support-process": 7,
      });
      expect(ofKind("route").filter(({ pattern }) => pattern === null)).toHaveLength(17);
      expect(found("contradiction")[0]?.says).toMatch(/PROC-008.*retired-approved.*blocked-triage/);
      expect(found("legacy-batch")[0]).toMatchObject({ items: { length: 18 } });
      expect(found("queue-without-producers")[0]?.says).toContain("unknown, not none");
    });

    it("retire one worker and switch no support process", () => {
      expect(find("PROC-008")).toMatchObject({
        verification: "retired-approved",
        isSwitchable: false,
      });
      expect(tally(ofKind("worker"), ({ isSwitchable }) => String(isSwitchable))).toEqual({
        true: 28,
        false: 8,
      });
      expect(find("PROC-006")).toMatchObject({ switchName: "nginx", isSwitchable: false });
    });

    it("join a route with its tests, owner, batch and every place that says so", () => {
      const route = find("ROUTE-0331");
      expect(route).toMatchObject({
        pattern: "/v2/{repository+}/blobs/uploads/{upload_uuid}",
        team: "registryd-v2",
        batches: ["BATCH-A1-ROUTES"],
        verification: "verified-source-anchored",
      });
      expect(new Set(route?.tests.map(({ role }) => role))).toEqual(
        new Set(["contract", "parity", "golden-fixture"]),
      );
      expect(route?.provenance.method?.map((origin) => `${origin.file}:${origin.row}`)).toEqual([
        "route_migration_tracker.csv:332",
        "route_contract_tests.csv:332",
        "route_auth_verification_checklist.csv:332",
        "signoff_batch_a1_routes.csv:38",
      ]);
    });

    it("give every value that is stated its place", () => {
      for (const item of reading.items) {
        const { kind: _, key: __, provenance, attributes, isSwitchable: ___, ...values } = item;
        for (const [field, value] of Object.entries(values)) {
          const isUnsaid = value === null || (Array.isArray(value) && value.length === 0);
          const isDefault = item.kind === "queue" && field === "verification";
          if (!isUnsaid && !isDefault)
            expect(provenance[field], `${item.key} ${field}`).toBeDefined();
        }
        for (const name of Object.keys(attributes))
          expect(provenance[`attributes.${name}`]).toBeDefined();
      }
    });

    it("couple queues with their producers and consumers", () => {
      const of = (queue: string) =>
        reading.couplings
          .filter((coupling) => coupling.queue === queue)
          .map(({ role, item }) => `${role} ${item}`);
      expect(of("notification").sort()).toEqual([
        "consumer PROC-023",
        "consumer PROC-025",
        "producer ROUTE-0338",
        "producer ROUTE-0339",
        "producer ROUTE-0340",
      ]);
    });

    it("change nothing when they are imported again", () => {
      const first = planImport([], reading);
      expect(first.creates).toHaveLength(497);
      const again = planImport(first.creates, readInventory(realFiles("quay").reverse(), words), {
        couplings: first.couplings.adds,
        registers: first.registers.creates.map(({ kind, key, fields }) => ({
          kind,
          key,
          values: Object.fromEntries(
            Object.entries(fields).map(([name, { value }]) => [name, value]),
          ),
          origin: fields,
        })),
      });
      expect(again).toMatchObject({ isEmpty: true, unchanged: 497, untouched: 0 });
    });

    it("can come one file at a time: the owner matrix alone changes no row", () => {
      const matrix = realFiles("quay").filter(({ name }) => name.startsWith("owner_"));
      const plan = planImport(reading.items, readInventory(matrix, words), {
        couplings: reading.couplings,
      });
      expect(plan).toMatchObject({ creates: [], changes: [] });
    });

    it("can come without some of their files: the tracker alone changes no row", () => {
      const one = realFiles("quay").filter(({ name }) => name === "route_migration_tracker.csv");
      const plan = planImport(reading.items, readInventory(one, words), {
        couplings: reading.couplings,
      });
      expect(plan.changes).toEqual([]);
    });
  },
);

describe.skipIf(realFixtures() === null)(
  "real trackers of other programs (skipped without ../shared/real)",
  () => {
    const files = realFiles("trackers");

    it("refuse the CSV whose unquoted commas shift a row, naming it", () => {
      expect(() => readInventory(files, words)).toThrow(
        /openmanus-parity_matrix\.csv: Row 8 has 6 cells and the header 3/,
      );
    });

    it("read the Markdown tables with a status and set the check list aside", () => {
      const reading = readInventory(
        files.filter(({ name }) => name.endsWith(".md")),
        words,
      );
      expect(reading.sources.map(({ file, rows }) => [file, rows > 0])).toEqual([
        ["thea-MIGRATION_TRACKER.md", false],
        ["waggledance-MIGRATION_STATUS.md", true],
      ]);
      expect(new Set(reading.items.map(({ kind }) => kind))).toEqual(new Set(["task"]));
    });
  },
);
