import { reopenBlocker as operation } from "@/lib/contract/blockers";
import { reopenBlocker } from "@/lib/server/commands/reopen-blocker";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, reopenBlocker);
