import { readBatch as operation } from "@/lib/contract/batches";
import { countBatch } from "@/lib/server/batches/batch-counts";
import { findBatch } from "@/lib/server/batches/batch-edit";
import { batchView, readWeeks } from "@/lib/server/batches/batch-view";
import { query } from "@/lib/server/query";

/** One batch with who owns what of it. */
export const readBatch = query(
  { name: "read-batch", allow: "program:read", input: operation.input },
  async ({ db, input, now, program }) => {
    const batch = await findBatch(db, program, input.batch);
    const { counted, teams } = await countBatch(db, program.id, batch);
    const view = batchView(batch, counted, await readWeeks(db, program.id), now);
    return { ...view, teams: teams.map(({ team, counts }) => ({ team, counts })) };
  },
);
