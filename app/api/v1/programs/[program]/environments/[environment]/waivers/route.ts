import { askWaiver as askOperation, listWaivers as listOperation } from "@/lib/contract/waivers";
import { askWaiver } from "@/lib/server/commands/ask-waiver";
import { endpoint } from "@/lib/server/http";
import { listWaivers } from "@/lib/server/queries/list-waivers";

export const GET = endpoint(listOperation, listWaivers);
export const POST = endpoint(askOperation, askWaiver);
