import * as contract from "@/lib/contract/notices";
import { replayDelivery } from "@/lib/server/commands/replay-delivery";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(contract.replayDelivery, replayDelivery);
