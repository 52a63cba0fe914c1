import { addBlocker as addOperation, listBlockers as operation } from "@/lib/contract/blockers";
import { addBlocker } from "@/lib/server/commands/add-blocker";
import { endpoint } from "@/lib/server/http";
import { listBlockers } from "@/lib/server/queries/list-blockers";

export const GET = endpoint(operation, listBlockers);
export const POST = endpoint(addOperation, addBlocker);
