import { decideWaiver as operation } from "@/lib/contract/waivers";
import { decideWaiver } from "@/lib/server/commands/decide-waiver";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, decideWaiver);
