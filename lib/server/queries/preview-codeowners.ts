import { setCodeowners as operation } from "@/lib/contract/owners";
import { planCodeowners } from "@/lib/server/owners/plan-codeowners";
import { query } from "@/lib/server/query";

/** What a CODEOWNERS file would do, without doing it. */
export const previewCodeowners = query(
  { name: "preview-codeowners", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => (await planCodeowners(db, program, input, false)).effect,
);
