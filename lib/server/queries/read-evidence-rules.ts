import { readEvidenceRules as operation } from "@/lib/contract/deployments";
import { readRules } from "@/lib/server/evidence/deployments";
import { query } from "@/lib/server/query";

/** Which evidence counts besides that of the very build that runs. */
export const readEvidenceRules = query(
  { name: "read-evidence-rules", allow: "program:read", input: operation.input },
  async ({ db, program }) => readRules(db, program.id),
);
