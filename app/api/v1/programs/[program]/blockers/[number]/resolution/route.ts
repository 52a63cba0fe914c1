import { resolveBlocker as operation } from "@/lib/contract/blockers";
import { resolveBlocker } from "@/lib/server/commands/resolve-blocker";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, resolveBlocker);
