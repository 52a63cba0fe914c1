import { canIFlip as operation } from "@/lib/contract/gates";
import { endpoint } from "@/lib/server/http";
import { canIFlip } from "@/lib/server/queries/can-i-flip";

export const GET = endpoint(operation, canIFlip);
