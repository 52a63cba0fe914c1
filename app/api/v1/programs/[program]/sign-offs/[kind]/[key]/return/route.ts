import { returnSignOff as operation } from "@/lib/contract/sign-offs";
import { returnSignOff } from "@/lib/server/commands/return-sign-off";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, returnSignOff);
