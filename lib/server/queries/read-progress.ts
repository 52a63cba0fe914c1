import { readProgress as operation } from "@/lib/contract/overview";
import { progressView } from "@/lib/server/overview/progress-view";
import { query } from "@/lib/server/query";

/** How far a program was on each day, and when it would be done at its paces. */
export const readProgress = query(
  { name: "read-progress", allow: "program:read", input: operation.input },
  ({ db, input, program, now }) => progressView(db, program, now, input.days),
);
