import { approveDecision as operation } from "@/lib/contract/decisions";
import { approveDecision } from "@/lib/server/commands/approve-decision";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, approveDecision);
