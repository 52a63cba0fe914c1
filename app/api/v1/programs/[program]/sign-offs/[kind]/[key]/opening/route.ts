import { openSignOff as operation } from "@/lib/contract/sign-offs";
import { openSignOff } from "@/lib/server/commands/open-sign-off";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, openSignOff);
