import * as contract from "@/lib/contract/evidence";
import { endpoint } from "@/lib/server/http";
import { readEvidence } from "@/lib/server/queries/read-evidence";

export const GET = endpoint(contract.readEvidence, readEvidence);
