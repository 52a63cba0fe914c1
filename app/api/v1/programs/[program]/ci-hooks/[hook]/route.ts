import { revokeCiHook as operation } from "@/lib/contract/ci";
import { revokeCiHook } from "@/lib/server/commands/revoke-ci-hook";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(operation, revokeCiHook);
