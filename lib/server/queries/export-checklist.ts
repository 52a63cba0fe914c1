import { exportChecklist as operation } from "@/lib/contract/checklists";
import { exportChecklist as filledIn } from "@/lib/formats/export-checklist";
import type { FileAnswer } from "@/lib/server/answer-stream";
import { keptChecklist } from "@/lib/server/inventory/kept-checklists";
import { query } from "@/lib/server/query";
import { signedRows } from "@/lib/server/sign-offs/signed-rows";

/** A checklist as it was imported, with what was signed since filled in. */
export const exportChecklist = query(
  { name: "export-checklist", allow: "program:read", input: operation.input },
  async ({ db, input, program }): Promise<FileAnswer> => {
    const bytes = await keptChecklist(db, program.id, input.file);
    const words = { legacy: program.legacyName, target: program.targetName };
    const signed = await signedRows(db, program.id);
    const filled = filledIn(input.file, bytes, signed, words);
    return {
      name: input.file.split(/[\\/]/).at(-1) ?? input.file,
      type: "text/csv; charset=utf-8",
      chunks: (async function* () {
        yield filled;
      })(),
    };
  },
);
