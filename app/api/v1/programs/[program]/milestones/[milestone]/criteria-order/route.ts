import { orderCriteria as operation } from "@/lib/contract/milestones";
import { orderCriteria } from "@/lib/server/commands/order-criteria";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(operation, orderCriteria);
