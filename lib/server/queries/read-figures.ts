import { readFigures as operation } from "@/lib/contract/programs";
import { programFigures } from "@/lib/server/overview/program-figures";
import { query } from "@/lib/server/query";

/** How many gates are blocked, decisions and blockers open: what stands beside the pages' names. */
export const readFigures = query(
  { name: "read-figures", allow: "program:read", input: operation.input },
  ({ db, program, now }) => programFigures(db, program.id, now),
);
