import { editBlocker as editOperation, readBlocker as operation } from "@/lib/contract/blockers";
import { editBlocker } from "@/lib/server/commands/edit-blocker";
import { endpoint } from "@/lib/server/http";
import { readBlocker } from "@/lib/server/queries/read-blocker";

export const GET = endpoint(operation, readBlocker);
export const PUT = endpoint(editOperation, editBlocker);
