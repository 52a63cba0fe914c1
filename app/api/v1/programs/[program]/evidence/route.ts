import * as contract from "@/lib/contract/evidence";
import { reportEvidence } from "@/lib/server/commands/report-evidence";
import { endpoint } from "@/lib/server/http";
import { listEvidence } from "@/lib/server/queries/list-evidence";
import { previewEvidence } from "@/lib/server/queries/preview-evidence";

export const GET = endpoint(contract.listEvidence, listEvidence);
// A form's fields are text.
export const POST = endpoint(contract.reportEvidence, ({ dryRun }) =>
  String(dryRun) === "true" ? previewEvidence : reportEvidence,
);
