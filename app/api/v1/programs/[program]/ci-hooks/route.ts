import { createCiHook as createOperation, listCiHooks as operation } from "@/lib/contract/ci";
import { createCiHook } from "@/lib/server/commands/create-ci-hook";
import { endpoint } from "@/lib/server/http";
import { listCiHooks } from "@/lib/server/queries/list-ci-hooks";

export const GET = endpoint(operation, listCiHooks);
export const POST = endpoint(createOperation, createCiHook);
