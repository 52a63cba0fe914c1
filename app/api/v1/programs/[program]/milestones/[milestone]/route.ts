import {
  readMilestone as operation,
  setMilestone as setOperation,
} from "@/lib/contract/milestones";
import { setMilestone } from "@/lib/server/commands/set-milestone";
import { endpoint } from "@/lib/server/http";
import { readMilestone } from "@/lib/server/queries/read-milestone";

export const GET = endpoint(operation, readMilestone);
export const PUT = endpoint(setOperation, setMilestone);
