import { readProgram as operation } from "@/lib/contract/programs";
import { programSummary } from "@/lib/server/overview/program-summary";
import { query } from "@/lib/server/query";

/** One program with its environments, counts and what the actor may do in it. */
export const readProgram = query(
  { name: "read-program", allow: "program:read", input: operation.input },
  async ({ db, actor, program }) => programSummary(db, actor, program.key),
);
