import { giveSecondFactor as operation } from "@/lib/contract/second-factor";
import { giveSecondFactor } from "@/lib/server/commands/give-second-factor";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, giveSecondFactor);
