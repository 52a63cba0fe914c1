import { signOff as operation } from "@/lib/contract/sign-offs";
import { signOff } from "@/lib/server/commands/sign-off";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, signOff);
