import * as contract from "@/lib/contract/evidence";
import { reportEvidence } from "@/lib/server/commands/report-evidence";
import { endpoint } from "@/lib/server/http";
import { listEvidence } from "@/lib/server/queries/list-evidence";

export const GET = endpoint(contract.listEvidence, listEvidence);
export const POST = endpoint(contract.reportEvidence, reportEvidence);
