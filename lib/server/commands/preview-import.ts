import { previewImport as operation } from "@/lib/contract/imports";
import { planImport } from "@/lib/domain/import-plan";
import { sha256 } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { importSummary, packFiles } from "@/lib/server/inventory/import-summary";
import { importView } from "@/lib/server/inventory/import-view";
import { readCouplings, readInventoryItems } from "@/lib/server/inventory/inventory-read";
import { ownersHere } from "@/lib/server/owners/owners-here";
import { registerGround } from "@/lib/server/registers/register-read";
import { runtime } from "@/lib/server/runtime";

/** Reads uploaded trackers, keeps them, and answers what importing them would do. The inventory stays as it is. */
export const previewImport = command(
  {
    name: "preview-import",
    allow: "inventory:import",
    input: operation.input,
    prepare: async ({ input: { files }, program }) => ({
      reading: await runtime().readTrackers({
        files,
        words: { legacy: program.legacyName, target: program.targetName },
      }),
      packed: await packFiles(files),
    }),
  },
  async ({ tx, actor, input, now, program, prepared }) => {
    const { reading, packed } = prepared;
    const plan = planImport(await readInventoryItems(tx, program.id), reading, {
      couplings: await readCouplings(tx, program.id),
      ownedHere: await ownersHere(tx, program.id),
      ...(await registerGround(tx, program.id)),
    });
    const summary = importSummary(plan, reading);
    const sources = reading.sources.map((source) => {
      const file = input.files.find(({ name }) => name === source.file);
      return { ...source, bytes: file?.bytes.byteLength ?? 0, digest: sha256(file?.bytes ?? "") };
    });
    const row = await tx.import.create({
      data: {
        programId: program.id,
        inventoryVersion: program.inventoryVersion,
        sources: sources as unknown as Json,
        summary: summary as unknown as Json,
        files: packed,
        createdByName: actor.name,
        createdAt: now,
      },
    });
    return {
      event: {
        subject: { import: row.id },
        now: {
          says: summary.says,
          files: sources.map(({ file, digest }) => ({ file, digest })),
        },
      },
      result: importView(row),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
