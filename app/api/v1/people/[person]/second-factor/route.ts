import { resetSecondFactor as operation } from "@/lib/contract/second-factor";
import { resetSecondFactor } from "@/lib/server/commands/reset-second-factor";
import { endpoint } from "@/lib/server/http";

export const DELETE = endpoint(operation, resetSecondFactor);
