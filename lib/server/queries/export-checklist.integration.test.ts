import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realFiles, realFixtures } from "@/bench/real-fixtures";
import { listChecklists as listOperation } from "@/lib/contract/checklists";
import type { Actor } from "@/lib/domain/permissions";
import { csvRecords } from "@/lib/formats/csv-cells";
import type { FileAnswer } from "@/lib/server/answer-stream";
import { applyImport } from "@/lib/server/commands/apply-import";
import { createProgram } from "@/lib/server/commands/create-program";
import { previewImport } from "@/lib/server/commands/preview-import";
import { signOff } from "@/lib/server/commands/sign-off";
import { withdrawSignature } from "@/lib/server/commands/withdraw-signature";
import { exportChecklist } from "@/lib/server/queries/export-checklist";
import { listChecklists } from "@/lib/server/queries/list-checklists";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { verifyExported } from "@/lib/server/sign-offs/test-signing";
import { admin, as, inTeams, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "quay-files";
const checklist = "route_auth_verification_checklist.csv";
const extract = "signoff_batch_a1_routes.csv";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let owner: Person;

const exported = async (file: string): Promise<Buffer> => {
  const { chunks } = (await exportChecklist.run(as(admin), { program, file })) as FileAnswer;
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
};

const verified = (change?: (line: string) => string) => verifyExported(program, change);

const cellsOf = (bytes: Uint8Array): string[][] =>
  [...csvRecords(new TextDecoder().decode(bytes))].map((cells) => cells.map(({ value }) => value));

const originalOf = (file: string): Buffer =>
  Buffer.from(realFiles("quay").find(({ name }) => name === file)?.bytes ?? []);

describe.skipIf(realFixtures() === null)(
  "the real program's files (skipped without ../shared/real)",
  () => {
    beforeAll(async () => {
      runtime = await startTestRuntime();
      await createProgram.run(as(admin), { key: program, legacy: "python", target: "go" });
      const { id } = await previewImport.run(as(admin), { program, files: realFiles("quay") });
      await applyImport.run(as(admin), { program, import: id });
      const { id: programId } = await runtime.database.program.findUniqueOrThrow({
        where: { key: program },
      });
      const tests = await runtime.database.contractTest.findMany({
        where: { item: { programId, kind: "route", wave: "A1" } },
      });
      await runtime.database.testStanding.createMany({
        data: [...new Set(tests.map(({ key }) => key))].map((testKey) => ({
          programId,
          testKey,
          side: "target" as const,
          lastRunCommit: "8f2c1ab98f2c1ab98f2c1ab98f2c1ab98f2c1ab9",
          lastRunAt: new Date(),
          lastOutcome: "passed",
          lastEvidenceId: randomUUID(),
        })),
      });
      const person = await personWith(runtime.database, "owner", programId);
      if (person.kind !== "person") throw new Error("not a person");
      const now = new Date();
      const session = { id: randomUUID(), startedAt: now, authenticatedAt: now, factorAt: null };
      owner = await inTeams(runtime.database, { ...person, session }, [
        "registryd-v1",
        "registryd-v2",
      ]);
    });
    afterAll(() => runtime.close());

    test("before anything is signed are exported byte for byte as they were imported", async () => {
      const { checklists } = await listChecklists.run(as(admin), { program });
      expect(checklists.map(({ file }) => file)).toContain(checklist);
      expect(checklists.length).toBeGreaterThanOrEqual(15);
      for (const { file } of checklists) {
        expect((await exported(file)).equals(originalOf(file))).toBe(true);
      }
      await expect(exported("open_decisions.md")).rejects.toMatchObject({ code: "not-found" });
    });

    test("of a program that was imported before they were kept are named, to be imported once more", async () => {
      const where = { program: { key: program } };
      const kept = await runtime.database.importedChecklist.findMany({ where });
      await runtime.database.importedChecklist.deleteMany({ where });
      const list = async () =>
        listOperation.answer.parse(await listChecklists.run(as(admin), { program }));
      expect((await list()).checklists).toEqual([]);
      expect((await list()).notKept).toContain(checklist);
      await runtime.database.importedChecklist.createMany({ data: kept });
      expect((await list()).notKept).toEqual([]);
    });

    test("after A1 is signed differ in its signed columns alone, and change nothing when they are imported again", async () => {
      const a1 = await listSignOffs.run(as(owner), {
        program,
        batch: "BATCH-A1-ROUTES",
        limit: "200",
      });
      const subjects = a1.rows.map(({ kind, key, digest }) => ({ kind, key, digest }));
      const { signed } = await signOff.run(as(owner), { program, subjects });
      expect(signed).toHaveLength(43);
      for (const file of [checklist, extract]) {
        const [was, is] = [cellsOf(originalOf(file)), cellsOf(await exported(file))];
        const [header = []] = was;
        const differs = is.flatMap((cells, row) =>
          cells.flatMap((cell, at) =>
            cell === was[row]?.[at] ? [] : [{ key: cells[0], column: header[at], cell }],
          ),
        );
        expect(new Set(differs.map(({ column }) => column))).toEqual(
          new Set(["owner_signoff", "verification_status"]),
        );
        expect(new Set(differs.map(({ key }) => key))).toEqual(
          new Set(a1.rows.map(({ key }) => key)),
        );
        expect(differs.find(({ column }) => column === "owner_signoff")?.cell).toMatch(
          new RegExp(
            `^${owner.name} \\d{4}-\\d\\d-\\d\\d signalbox:[0-9a-f]{12} \\(was verified-source-anchored\\)$`,
          ),
        );
      }
      const files = await Promise.all(
        [checklist, extract].map(async (name) => ({ name, bytes: await exported(name) })),
      );
      for (const some of [...files.map((file) => [file]), files]) {
        const preview = await previewImport.run(as(admin), { program, files: some });
        expect([preview.summary?.says, preview.summary?.hasEffect]).toEqual([
          "Nothing to change: the program is as these files say.",
          false,
        ]);
      }
      const { id } = await previewImport.run(as(admin), { program, files });
      await applyImport.run(as(admin), { program, import: id });
      const after = await listSignOffs.run(as(owner), {
        program,
        batch: "BATCH-A1-ROUTES",
        limit: "200",
      });
      expect(new Set(after.rows.map(({ waits }) => waits))).toEqual(new Set(["done"]));
      expect((await exported(checklist)).equals(files[0]?.bytes ?? Buffer.alloc(0))).toBe(true);
    });

    test("can have their signatures verified with nothing but two exports", async () => {
      const whole = await verified();
      expect(whole.faults).toEqual([]);
      expect(whole.signatures).toHaveLength(43);
      const [first] = whole.signatures;
      await withdrawSignature.run(as(owner), {
        program,
        signature: first?.id,
        reason: "it was the wrong row",
      });
      const after = await verified();
      expect(after.faults).toEqual([]);
      expect(after.signatures.map(({ state }) => state).sort()).toEqual([
        ...Array.from({ length: 42 }, () => "holds"),
        "withdrawn",
      ]);
      const forged = await verified((line) => line.replaceAll(owner.name, "Somebody Else"));
      expect(forged.signatures.every(({ state }) => state === "broken")).toBe(true);
      const row = cellsOf(await exported(checklist)).find(([key]) => key === first?.key);
      expect(row).toEqual(cellsOf(originalOf(checklist)).find(([key]) => key === first?.key));
    });
  },
);
