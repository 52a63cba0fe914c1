import { listDecisions as operation } from "@/lib/contract/decisions";
import { endpoint } from "@/lib/server/http";
import { listDecisions } from "@/lib/server/queries/list-decisions";

export const GET = endpoint(operation, listDecisions);
