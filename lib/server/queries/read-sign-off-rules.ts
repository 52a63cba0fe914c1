import { readSignOffRules as operation } from "@/lib/contract/sign-off-rules";
import { query } from "@/lib/server/query";
import { readRulesView, signedFields } from "@/lib/server/sign-offs/sign-off-rules-read";

/** What signatures take here, which changes make them stale, and what may be named in it. */
export const readSignOffRules = query(
  { name: "read-sign-off-rules", allow: "program:read", input: operation.input },
  async ({ db, program }) => ({
    rules: await readRulesView(db, program.id),
    fields: await signedFields(db, program.id),
    teams: await db.team.findMany({ select: { key: true, name: true }, orderBy: { key: "asc" } }),
  }),
);
