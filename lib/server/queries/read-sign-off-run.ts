import { readSignOffRun as operation } from "@/lib/contract/sign-off-runs";
import { query } from "@/lib/server/query";
import { runView } from "@/lib/server/sign-offs/run-view";

/** How far a run of signatures is, and what it did not sign. */
export const readSignOffRun = query(
  { name: "read-sign-off-run", allow: "program:read", input: operation.input },
  ({ db, actor, input, program }) => runView(db, program.id, actor, input.run),
);
