import { ProgramInput } from "@/lib/contract/words";
import { query } from "@/lib/server/query";
import { recordLength } from "@/lib/server/record-length";

/** Where the live stream of a page begins, for whoever reads it before anything else of the page. */
export const readStreamStart = query(
  { name: "read-stream-start", allow: "program:read", input: ProgramInput },
  async ({ db, program }) => ({ since: await recordLength(db, program.id) }),
);
