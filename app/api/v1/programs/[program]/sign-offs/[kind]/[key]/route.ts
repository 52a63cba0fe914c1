import { readSignOff as operation } from "@/lib/contract/sign-offs";
import { endpoint } from "@/lib/server/http";
import { readSignOff } from "@/lib/server/queries/read-sign-off";

export const GET = endpoint(operation, readSignOff);
