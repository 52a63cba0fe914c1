import { applyImport as operation } from "@/lib/contract/imports";
import type { CapabilityRule } from "@/lib/domain/capability-rules";
import { planImport } from "@/lib/domain/import-plan";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { type Json, sql } from "@/lib/server/db";
import { changeInventory } from "@/lib/server/inventory/change-inventory";
import { importSummary, unpackFiles } from "@/lib/server/inventory/import-summary";
import { importView } from "@/lib/server/inventory/import-view";
import { readCouplings, readInventoryItems } from "@/lib/server/inventory/inventory-read";
import { writeCouplings, writeFindings, writeItems } from "@/lib/server/inventory/inventory-write";
import { checklistsIn, keepChecklists } from "@/lib/server/inventory/kept-checklists";
import { ownersHere } from "@/lib/server/owners/owners-here";
import { registerGround } from "@/lib/server/registers/register-read";
import { registerRecord, writeRegisters } from "@/lib/server/registers/register-write";
import { runtime } from "@/lib/server/runtime";

const noSuchImport = (program: string): Refusal =>
  new Refusal("not-found", `There is no such import in ${program}.`);

/**
 * Writes a previewed import: all of it or nothing, and only on the inventory that its preview was
 * made from. New rows never inherit the target: they get a legacy pin.
 */
export const applyImport = command(
  {
    name: "apply-import",
    allow: "inventory:import",
    further: ["register:import", "switch:flip"],
    input: operation.input,
    // 100,000 rows take about half a minute on the embedded database (measured).
    timeout: 240_000,
    prepare: async ({ input, database, program }) => {
      const row = await database.import.findFirst({
        where: { id: input.import, programId: program.id },
        select: { files: true },
      });
      if (!row) throw noSuchImport(program.key);
      const words = { legacy: program.legacyName, target: program.targetName };
      if (!row.files) return null;
      const files = await unpackFiles(row.files);
      const reading = await runtime().readTrackers({ files, words });
      return { reading, checklists: checklistsIn(files) };
    },
  },
  async ({ tx, actor, input, now, program, prepared, authorise }) => {
    // Imports of a program take turns; rows that refer to it may be written meanwhile.
    await tx.$queryRaw(
      sql`SELECT "id" FROM "Program" WHERE "id" = ${program.id}::uuid FOR NO KEY UPDATE`,
    );
    const { inventoryVersion, capabilityRules } = await tx.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { inventoryVersion: true, capabilityRules: true },
    });
    const row = await tx.import.findFirst({ where: { id: input.import, programId: program.id } });
    if (!row) throw noSuchImport(program.key);
    if (row.status === "applied") return { event: "repeated", result: importView(row) };
    if (row.status === "discarded" || !prepared) {
      throw new Refusal("conflict", "This import was discarded. Upload the files again.");
    }
    const { reading, checklists } = prepared;
    if (row.inventoryVersion !== inventoryVersion) {
      throw new Refusal(
        "stale-version",
        "The inventory changed after this preview was made. Upload the files again and look at what they would do now.",
      );
    }
    const plan = planImport(await readInventoryItems(tx, program.id), reading, {
      couplings: await readCouplings(tx, program.id),
      ownedHere: await ownersHere(tx, program.id),
      ...(await registerGround(tx, program.id)),
    });
    // A decision that a file calls approved opens a gate as one that people approved here does.
    if (plan.registers.creates.length + plan.registers.changes.length > 0) {
      authorise("register:import");
    }
    const summary = importSummary(plan, reading);
    const write = async (): Promise<void> => {
      const changed = [...plan.changes.map(({ after }) => after), ...plan.moved];
      const rules = capabilityRules as unknown as CapabilityRule[];
      await writeItems(tx, program.id, { created: plan.creates, changed }, rules, now);
      await writeCouplings(tx, program.id, plan.couplings);
      await writeRegisters(tx, program.id, plan.registers, { by: actor.name, at: now });
    };
    const announce = plan.isEmpty
      ? [{ kind: "program" as const, program: program.key }]
      : await changeInventory(
          tx,
          program,
          { writer: "import", reason: `Import ${row.id}`, by: actor.name, at: now, authorise },
          write,
        );
    await writeFindings(tx, program.id, plan.findings);
    await keepChecklists(tx, program.id, checklists, { at: now, byName: actor.name });
    const applied = await tx.import.update({
      where: { id: row.id },
      data: {
        status: "applied",
        appliedAt: now,
        files: null,
        summary: summary as unknown as Json,
      },
    });
    return {
      event: {
        subject: { import: row.id },
        now: {
          says: summary.says,
          creates: summary.creates,
          changes: summary.changes,
          registers: registerRecord(plan.registers),
        },
      },
      result: importView(applied),
      announce,
    };
  },
);
