import * as contract from "@/lib/contract/sessions";
import { endPersonSessions } from "@/lib/server/commands/end-person-sessions";
import { endpoint } from "@/lib/server/http";
import { listPersonSessions } from "@/lib/server/queries/list-person-sessions";

export const GET = endpoint(contract.listPersonSessions, listPersonSessions);
export const DELETE = endpoint(contract.endPersonSessions, endPersonSessions);
