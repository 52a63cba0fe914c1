import { createHook as createOperation, listHooks as operation } from "@/lib/contract/emergencies";
import { createHook } from "@/lib/server/commands/create-hook";
import { endpoint } from "@/lib/server/http";
import { listHooks } from "@/lib/server/queries/list-hooks";

export const GET = endpoint(operation, listHooks);
export const POST = endpoint(createOperation, createHook);
