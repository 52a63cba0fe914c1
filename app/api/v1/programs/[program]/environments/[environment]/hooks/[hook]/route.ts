import { revokeHook as operation } from "@/lib/contract/emergencies";
import { revokeHook } from "@/lib/server/commands/revoke-hook";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(operation, revokeHook);
