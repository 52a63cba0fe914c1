import { listSessions as operation } from "@/lib/contract/sessions";
import { endpoint } from "@/lib/server/http";
import { listSessions } from "@/lib/server/queries/list-sessions";

export const GET = endpoint(operation, listSessions);
