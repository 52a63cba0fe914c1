import * as contract from "@/lib/contract/audit";
import { endpoint } from "@/lib/server/http";
import { exportAudit } from "@/lib/server/queries/export-audit";

export const GET = endpoint(contract.exportAudit, exportAudit);
