import { stateCriterion as operation } from "@/lib/contract/milestones";
import { stateCriterion } from "@/lib/server/commands/state-criterion";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, stateCriterion);
