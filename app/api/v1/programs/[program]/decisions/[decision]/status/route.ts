import { setDecisionStatus as operation } from "@/lib/contract/decisions";
import { setDecisionStatus } from "@/lib/server/commands/set-decision-status";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, setDecisionStatus);
