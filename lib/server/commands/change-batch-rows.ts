import { changeBatchRows as operation } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { addRows, findOwnBatch, idsOfNames, viewOfBatch } from "@/lib/server/batches/batch-edit";
import { command } from "@/lib/server/command";
import { itemsById } from "@/lib/server/inventory/item-filter";

/** Puts rows into a batch that was made here and takes others out; two who do so at once both succeed. */
export const changeBatchRows = command(
  { name: "change-batch-rows", allow: "batch:write", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { batch: key, add, remove } = input;
    const batch = await findOwnBatch(tx, program, key);
    const adding = await idsOfNames(tx, program, add);
    const removing = await idsOfNames(tx, program, remove);
    const added = adding.length === 0 ? 0 : await addRows(tx, batch.id, itemsById(adding));
    const { count: removed } = await tx.batchItem.deleteMany({
      where: { batchId: batch.id, itemId: { in: removing } },
    });
    if (added + removed === 0) {
      throw new Refusal("no-effect", `${key} is already so. Nothing was written.`);
    }
    return {
      event: { subject: { batch: key }, now: { added, removed, add, remove } },
      result: await viewOfBatch(tx, program, key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
