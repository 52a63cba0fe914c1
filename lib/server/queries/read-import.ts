import { readImport as operation } from "@/lib/contract/imports";
import { Refusal } from "@/lib/domain/refusal";
import { importView } from "@/lib/server/inventory/import-view";
import { query } from "@/lib/server/query";

/** One import with what it would do, or did; its files stay on the server. */
export const readImport = query(
  { name: "read-import", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const row = await db.import.findFirst({
      where: { id: input.import, programId: program.id },
      omit: { files: true },
    });
    if (!row) throw new Refusal("not-found", `There is no such import in ${program.key}.`);
    return importView(row);
  },
);
