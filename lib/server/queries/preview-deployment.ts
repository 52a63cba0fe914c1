import { reportDeployment as operation } from "@/lib/contract/deployments";
import { planReport } from "@/lib/server/evidence/deployments";
import { query } from "@/lib/server/query";

/** What a deployment would end and what would be unknown after it. */
export const previewDeployment = query(
  { name: "preview-deployment", allow: "program:read", input: operation.input },
  async ({ db, input, now, program }) => (await planReport(db, program, input, now)).answer,
);
