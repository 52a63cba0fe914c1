import { listBatches as operation } from "@/lib/contract/batches";
import { type RowGroup, readRowGroups } from "@/lib/server/batches/batch-counts";
import { readSchedule } from "@/lib/server/batches/batch-view";
import { keptByEvent } from "@/lib/server/kept-by-event";
import { query } from "@/lib/server/query";

const keptGroups = keptByEvent<RowGroup[]>(12);

/** Batches, waves and weeks of the schedule, each with how far it is. */
export const listBatches = query(
  { name: "list-batches", allow: "program:read", input: operation.input },
  async ({ db, now, program }) =>
    readSchedule(db, program.id, now, (tx, id) =>
      keptGroups(tx, id, "groups", () => readRowGroups(tx, id)),
    ),
);
