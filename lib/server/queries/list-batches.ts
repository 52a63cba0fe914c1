import { listBatches as operation } from "@/lib/contract/batches";
import { readSchedule } from "@/lib/server/batches/batch-view";
import { query } from "@/lib/server/query";

/** Batches, waves and weeks of the schedule, each with how far it is. */
export const listBatches = query(
  { name: "list-batches", allow: "program:read", input: operation.input },
  async ({ db, now, program }) => readSchedule(db, program.id, now),
);
