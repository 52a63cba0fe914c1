import { canIFlip as operation } from "@/lib/contract/can-i-flip";
import { endpoint } from "@/lib/server/http";
import { canIFlip } from "@/lib/server/queries/can-i-flip";

export const GET = endpoint(operation, canIFlip);
