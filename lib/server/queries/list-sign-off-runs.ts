import { listSignOffRuns as operation } from "@/lib/contract/sign-off-runs";
import { query } from "@/lib/server/query";
import { runSummaries } from "@/lib/server/sign-offs/run-view";

/** Who signed many rows at once, and how far each is. */
export const listSignOffRuns = query(
  { name: "list-sign-off-runs", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program }) => ({
    runs: await runSummaries(db, program.id, actor, input.limit),
  }),
);
