import { endWaiver as operation } from "@/lib/contract/waivers";
import { endWaiver } from "@/lib/server/commands/end-waiver";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, endWaiver);
