import * as contract from "@/lib/contract/audit";
import { endpoint } from "@/lib/server/http";
import { verifyAudit } from "@/lib/server/queries/verify-audit";

export const GET = endpoint(contract.verifyAudit, verifyAudit);
