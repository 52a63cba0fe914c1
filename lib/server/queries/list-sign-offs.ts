import { listSignOffs as operation } from "@/lib/contract/sign-offs";
import { query } from "@/lib/server/query";
import { queueOrder } from "@/lib/server/sign-offs/queue-order";
import { queueFilter } from "@/lib/server/sign-offs/queue-rows";
import { readSignOffRows } from "@/lib/server/sign-offs/sign-off-reading";

/** Rows with what their next step lacks and who has signed: those that can be signed come first. */
export const listSignOffs = query(
  { name: "list-sign-offs", allow: "program:read", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    const reader = { actor, now };
    const filter = await queueFilter(db, program.id, reader, input);
    const { batches, ids } = await queueOrder(db, filter, input.by);
    const { offset, limit } = input;
    return {
      total: ids.length,
      rows: await readSignOffRows(db, program, reader, ids.slice(offset, offset + limit)),
      batches: batches.map(({ id: _, weekOf, dueAt, ...batch }) => ({
        ...batch,
        weekOf: weekOf?.toISOString().slice(0, 10) ?? null,
        dueAt: dueAt?.toISOString() ?? null,
      })),
    };
  },
);
