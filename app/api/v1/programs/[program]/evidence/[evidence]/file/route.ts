import * as contract from "@/lib/contract/evidence";
import { endpoint } from "@/lib/server/http";
import { downloadEvidence } from "@/lib/server/queries/download-evidence";

export const GET = endpoint(contract.downloadEvidence, downloadEvidence);
