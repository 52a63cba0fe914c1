import { takeHookDelivery as operation } from "@/lib/contract/emergencies";
import { takeHookDelivery } from "@/lib/server/commands/take-hook-delivery";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, takeHookDelivery);
