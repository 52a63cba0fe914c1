import { readDecision as operation, setDecision as setOperation } from "@/lib/contract/decisions";
import { setDecision } from "@/lib/server/commands/set-decision";
import { endpoint } from "@/lib/server/http";
import { readDecision } from "@/lib/server/queries/read-decision";

export const GET = endpoint(operation, readDecision);
export const PUT = endpoint(setOperation, setDecision);
