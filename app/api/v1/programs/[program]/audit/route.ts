import * as contract from "@/lib/contract/audit";
import { endpoint } from "@/lib/server/http";
import { listAudit } from "@/lib/server/queries/list-audit";

export const GET = endpoint(contract.listAudit, listAudit);
