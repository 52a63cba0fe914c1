import { readDecision as operation } from "@/lib/contract/decisions";
import { query } from "@/lib/server/query";
import { decisionDetail } from "@/lib/server/registers/decision-view";

/** One decision with its options, approvals and history. */
export const readDecision = query(
  { name: "read-decision", allow: "program:read", input: operation.input },
  ({ db, actor, input, program, now }) => decisionDetail(db, program, actor, input.decision, now),
);
