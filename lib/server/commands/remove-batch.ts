import { removeBatch as operation } from "@/lib/contract/batches";
import { findOwnBatch } from "@/lib/server/batches/batch-edit";
import { command } from "@/lib/server/command";

/** Takes away a batch that was made here; rows, signatures and the record of its meetings stay. */
export const removeBatch = command(
  { name: "remove-batch", allow: "batch:write", input: operation.input },
  async ({ tx, input, program }) => {
    const { id, key, title, owner } = await findOwnBatch(tx, program, input.batch);
    const { count: rows } = await tx.batchItem.deleteMany({ where: { batchId: id } });
    await tx.batch.delete({ where: { id } });
    return {
      event: { subject: { batch: key }, was: { title, owner, rows } },
      result: { batch: key },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
