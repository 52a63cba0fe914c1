import { gunzipSync, gzipSync } from "node:zlib";
import { Refusal } from "@/lib/domain/refusal";
import { hasSignoffColumn } from "@/lib/formats/export-checklist";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";

type UploadedFile = { readonly name: string; readonly bytes: Uint8Array };

/** A checklist as it came, ready to be kept. */
export type KeptChecklist = {
  readonly name: string;
  readonly digest: string;
  readonly body: Uint8Array<ArrayBuffer>;
};

/** Of uploaded files, the checklists that people sign. */
export const checklistsIn = (files: readonly UploadedFile[]): KeptChecklist[] =>
  files
    .filter(({ name, bytes }) => hasSignoffColumn(name, bytes))
    .map(({ name, bytes }) => ({
      name,
      digest: sha256(bytes),
      body: new Uint8Array(gzipSync(bytes, { level: 3 })),
    }));

/** Keeps checklists as they were imported last, each in place of an older file of its name. */
export const keepChecklists = async (
  tx: Transaction,
  programId: string,
  checklists: readonly KeptChecklist[],
  stamp: { readonly at: Date; readonly byName: string },
): Promise<void> => {
  await tx.importedChecklist.deleteMany({
    where: { programId, name: { in: checklists.map(({ name }) => name) } },
  });
  await tx.importedChecklist.createMany({
    data: checklists.map((checklist) => ({ programId, ...checklist, ...stamp })),
  });
};

/** A kept checklist's bytes; refused where there is none of that name. */
export const keptChecklist = async (
  db: Transaction,
  programId: string,
  name: string,
): Promise<Uint8Array> => {
  const row = await db.importedChecklist.findUnique({
    where: { programId_name: { programId, name } },
    select: { body: true },
  });
  if (row) return gunzipSync(row.body);
  throw new Refusal(
    "not-found",
    `No checklist of the name ${name} was imported. Only CSV files with a column owner_signoff are kept.`,
  );
};
