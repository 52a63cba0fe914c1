import {
  removeCriterion as operation,
  setCriterion as setOperation,
} from "@/lib/contract/milestones";
import { removeCriterion } from "@/lib/server/commands/remove-criterion";
import { setCriterion } from "@/lib/server/commands/set-criterion";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(setOperation, setCriterion);
export const DELETE = endpoint(operation, removeCriterion);
