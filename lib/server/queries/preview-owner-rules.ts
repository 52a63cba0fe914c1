import { setOwnerRules as operation } from "@/lib/contract/owners";
import { planOwnerRules } from "@/lib/server/owners/plan-owner-rules";
import { query } from "@/lib/server/query";

/** What a set of owner rules would do, without doing it. */
export const previewOwnerRules = query(
  { name: "preview-owner-rules", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => (await planOwnerRules(db, program, input, false)).effect,
);
