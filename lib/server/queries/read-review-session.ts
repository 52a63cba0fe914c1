import { readReviewSession as operation } from "@/lib/contract/review-sessions";
import { findSession, reviewSessionView } from "@/lib/server/batches/review-session-view";
import { query } from "@/lib/server/query";

/** A review meeting with what came of each row. */
export const readReviewSession = query(
  { name: "read-review-session", allow: "program:read", input: operation.input },
  async ({ db, input, program }) =>
    reviewSessionView(db, program.id, await findSession(db, program.id, input.session)),
);
