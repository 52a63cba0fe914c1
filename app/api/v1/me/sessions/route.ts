import * as contract from "@/lib/contract/sessions";
import { endOtherSessions } from "@/lib/server/commands/end-other-sessions";
import { endpoint } from "@/lib/server/http";
import { listSessions } from "@/lib/server/queries/list-sessions";

export const GET = endpoint(contract.listSessions, listSessions);
export const DELETE = endpoint(contract.endOtherSessions, endOtherSessions);
